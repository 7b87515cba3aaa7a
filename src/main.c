/*
 * paseo - the gate desk of an animal shelter: which dogs are out, with whom, since when.
 */
#include <config.h>

#include <signal.h>
#include <sys/stat.h>

#include "paseo/base/language.h"
#include "paseo/commands/command.h"

int main(int argc, char **argv)
{
	/* A reader that goes away is an error of write(), not the end of a station. */
	signal(SIGPIPE, SIG_IGN);
	/* The database holds people's names and phones: for this user alone. */
	umask(S_IRWXG | S_IRWXO);
	language_start();
	return command_main(argc, argv);
}
