#include "cli/file.h"

const char *cli_size(char out[static 24], uint64_t bytes)
{
	static const char *const units[] = {"B", "KiB", "MiB", "GiB"};
	double v = (double)bytes;
	size_t i = 0;
	for (; v >= 1024 && i < 3; i++)
		v /= 1024;
	snprintf(out, 24, i == 0 ? "%.0f %s" : "%.1f %s", v, units[i]);
	return out;
}

void cli_file_progress(struct cli *cli, enum cli_msg msg, const char *name,
		       uint64_t done, uint64_t of)
{
	char percent[24], size[24];
	snprintf(percent, sizeof(percent), "%d",
		 of == 0 ? 100 : (int)(100 * done / of));
	cli_progress(&cli->err, msg,
		     (const struct cli_value[]){{"name", name},
						{"percent", percent},
						{"size", cli_size(size, of)},
						{NULL, NULL}});
}

/* "arriving 45 %" */
static const char *standing(char out[static 64], const json_t *file)
{
	static const struct {
		const char *state;
		enum cli_msg msg;
	} states[] = {
		{"here", CLI_MSG_FILE_HERE},
		{"arriving", CLI_MSG_FILE_ARRIVING},
		{"there", CLI_MSG_FILE_THERE},
		{"sending", CLI_MSG_FILE_SENDING},
		{"unused", CLI_MSG_FILE_UNUSED},
		{"lost", CLI_MSG_FILE_LOST},
	};
	const char *state = cli_str(file, "state");
	json_int_t chunks = cli_int(file, "chunks");
	enum cli_msg msg = CLI_MSG_NONE;
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].state, state) == 0)
			msg = states[i].msg;
	if (msg == CLI_MSG_FILE_ARRIVING || msg == CLI_MSG_FILE_SENDING)
		snprintf(out, 64, "%s %d %%", cli_msg_text(msg),
			 chunks > 0
				 ? (int)(100 * cli_int(file, "moved") / chunks)
				 : 0);
	else
		snprintf(out, 64, "%s", cli_msg_text(msg));
	return out;
}

void cli_files_print(struct cli_term *term, const json_t *files)
{
	struct cli_table table = cli_table_init(7);
	size_t i;
	const json_t *file;
	if (json_array_size(files) == 0)
		return;
	cli_table_row(&table,
		      (const char *[]){"", cli_msg_text(CLI_MSG_COL_FILE),
				       cli_msg_text(CLI_MSG_COL_SIZE),
				       cli_msg_text(CLI_MSG_COL_TYPE),
				       cli_msg_text(CLI_MSG_COL_SHA256),
				       cli_msg_text(CLI_MSG_COL_STANDING), ""});
	cli_each(files, i, file)
	{
		char number[24], size[24], hash[17], state[64];
		snprintf(number, sizeof(number), "%zu", i + 1);
		snprintf(hash, sizeof(hash), "%.16s", cli_str(file, "sha256"));
		cli_table_row(
			&table,
			(const char *[]){
				number, cli_str(file, "name"),
				cli_size(size, (uint64_t)cli_int(file, "size")),
				cli_str(file, "type"), hash,
				standing(state, file),
				cli_true(file, "fits")
					? ""
					: cli_msg_text(CLI_MSG_FILE_UNLIKE)});
	}
	cli_table_print(term, &table, 0);
	cli_table_deinit(&table);
}
