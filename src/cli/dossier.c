#include "cli/dossier.h"

#include "cli/rows.h"

/* In front of those that are there, what stands before them. */
static enum cli_exit add_earlier(struct cli *cli, json_t *dossier,
				 const char *ref)
{
	wasl_autojson *page = NULL;
	char path[CLI_PATH_MAX];
	json_t *acts;
	cli_path(path, "/v1/dossiers/", ref, "/acts?limit=500&before=");
	struct wasl_buf buf = {(uint8_t *)path, strlen(path), sizeof(path) - 1,
			       false};
	cli_encode(&buf, cli_str(dossier, "earlier"));
	path[buf.n] = '\0';
	enum cli_exit code = cli_ask(cli, &page, "GET", path, NULL);
	if (code != CLI_EXIT_OK)
		return code;
	acts = json_object_get(page, "acts");
	json_array_extend(acts, json_object_get(dossier, "acts"));
	json_object_set(dossier, "acts", acts);
	json_object_set(dossier, "earlier", json_object_get(page, "earlier"));
	return CLI_EXIT_OK;
}

enum cli_exit cli_ask_dossier(struct cli *cli, json_t **dossier,
			      const char *ref)
{
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/dossiers/", ref, NULL);
	enum cli_exit code = cli_ask(cli, dossier, "GET", path, NULL);
	while (code == CLI_EXIT_OK && *cli_str(*dossier, "earlier"))
		code = add_earlier(cli, *dossier, ref);
	if (code == CLI_EXIT_OK)
		json_object_set_new(*dossier, "opening", json_null());
	return code;
}
