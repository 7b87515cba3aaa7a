/*
 * http_listen - see the header.
 */
#include <config.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/producers/http_listen.h"

#define BACKLOG 128
#define PEM_MAX ((off_t)1024 * 1024)

static int refuse_text(const char *text, struct fault *f)
{
	return fault_set(f, ERR_INVALID,
			 "[http] listen = %.60s: takes an address and a port, such as "
			 "127.0.0.1:8080 or [::1]:8080",
			 text);
}

/* "[::1]:8080" into "::1" and "8080". */
static int split(const char *text, char host[HTTP_PLACE_SIZE], const char **port)
{
	const char *colon = strrchr(text, ':');
	size_t len = colon ? (size_t)(colon - text) : 0;
	bool bracketed = len > 2 && text[0] == '[' && text[len - 1] == ']';

	if (!len || len >= HTTP_PLACE_SIZE || (!bracketed && memchr(text, ':', len)))
		return ERR_INVALID;
	if (bracketed) {
		text++;
		len -= 2;
	}
	memcpy(host, text, len);
	host[len] = '\0';
	*port = colon + 1;
	if (strcmp(host, "localhost") == 0)
		(void)snprintf(host, HTTP_PLACE_SIZE, "127.0.0.1");
	return **port && strlen(*port) <= 5 && strspn(*port, "0123456789") == strlen(*port) &&
			       strtol(*port, NULL, 10) <= 65535
		       ? 0
		       : ERR_INVALID;
}

static bool is_loopback(const struct sockaddr_storage *a)
{
	const struct sockaddr_in *v4 = (const void *)a;
	const struct sockaddr_in6 *v6 = (const void *)a;

	if (a->ss_family == AF_INET)
		return (ntohl(v4->sin_addr.s_addr) >> 24) == IN_LOOPBACKNET;
	if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
		return v6->sin6_addr.s6_addr[12] == IN_LOOPBACKNET;
	return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

static void show(struct http_place *p, const char *host)
{
	struct sockaddr_storage a;
	socklen_t len = sizeof(a);
	const struct sockaddr_in *v4 = (const void *)&a;
	const struct sockaddr_in6 *v6 = (const void *)&a;

	memset(&a, 0, sizeof(a));
	(void)getsockname(p->fd, (struct sockaddr *)&a, &len);
	if (a.ss_family == AF_INET6)
		(void)snprintf(p->shown, sizeof(p->shown), "[%.60s]:%d", host,
			       ntohs(v6->sin6_port));
	else
		(void)snprintf(p->shown, sizeof(p->shown), "%.60s:%d", host, ntohs(v4->sin_port));
}

static int listen_at(const struct sockaddr_storage *a, socklen_t len)
{
	const int on = 1;
	int number, fd = socket(a->ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, (const struct sockaddr *)a, len) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	number = errno;
	close(fd);
	errno = number;
	return -1;
}

int http_listen(const char *text, bool anywhere, struct http_place *out, struct fault *f)
{
	const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
					.ai_socktype = SOCK_STREAM };
	char host[HTTP_PLACE_SIZE];
	const char *port;
	struct addrinfo *found = NULL;
	struct sockaddr_storage address;
	socklen_t len = 0;

	out->fd = -1;
	if (split(text, host, &port) != 0 || getaddrinfo(host, port, &hints, &found) != 0)
		return refuse_text(text, f);
	memset(&address, 0, sizeof(address));
	len = found->ai_addrlen;
	memcpy(&address, found->ai_addr, len);
	freeaddrinfo(found);
	out->loopback = is_loopback(&address);
	if (!out->loopback && !anywhere)
		return fault_set(
			f, ERR_DENIED,
			"[http] listen = %.60s: other machines reach it, so it wants certificate "
			"and key for TLS; or say plain = yes where nobody can read along",
			text);
	out->fd = listen_at(&address, len);
	if (out->fd < 0)
		return fault_set(
			f, error_from_errno(errno),
			"[http] listen = %.60s: %s: choose another port or end what has it", text,
			strerror(errno));
	show(out, host);
	return 0;
}

char *http_read_pem(const char *what, const char *path, struct fault *f)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *text = NULL;
	ssize_t n = -1;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size <= PEM_MAX) {
		text = calloc(1, (size_t)st.st_size + 1);
		n = text ? read(fd, text, (size_t)st.st_size) : -1;
	}
	if (n <= 0) {
		fault_set(f, ERR_IO, "[http] %s = %.200s: %s: look at its name and permissions",
			  what, path, n == 0 ? "it is empty" : strerror(errno));
		free(text);
		text = NULL;
	}
	if (fd >= 0)
		close(fd);
	return text;
}
