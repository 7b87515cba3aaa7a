-- Events that no rule sent to the stream when they came: who follows it later is not given them either.
CREATE TABLE unstreamed (
	seq INTEGER PRIMARY KEY REFERENCES event (seq)
) STRICT;
