#include "cli/cli.h"

int main(int argc, char *argv[])
{
	size_t n = argc > 0 ? (size_t)argc - 1 : 0;
	return (int)cli_main(n, (const char *const *)argv + 1, stdin, stdout,
			     stderr);
}
