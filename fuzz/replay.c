/* Runs a fuzz harness over every file of a corpus folder, as an ordinary test.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX (1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *folder, const char *name)
{
	char path[4096];
	uint8_t *data;
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "rb");
	if (f == NULL)
		return -1;
	data = calloc(1, INPUT_MAX);
	n = data == NULL ? 0 : fread(data, 1, INPUT_MAX, f);
	fclose(f);
	/* A copy of the exact size lets the sanitizer see an overrun. */
	uint8_t *exact = malloc(n == 0 ? 1 : n);
	if (exact == NULL)
		abort();
	for (size_t i = 0; i < n; i++)
		exact[i] = data[i];
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	free(data);
	return 0;
}

int main(int argc, char **argv)
{
	unsigned runs = 0;
	struct dirent *entry;
	DIR *dir;

	if (argc != 2 || (dir = opendir(argv[1])) == NULL) {
		fprintf(stderr, "usage: replay CORPUS-FOLDER\n");
		return 2;
	}
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.' &&
		    replay(argv[1], entry->d_name) == 0)
			runs++;
	closedir(dir);
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	printf("%u inputs\n", runs);
	return runs > 0 ? 0 : 1;
}
