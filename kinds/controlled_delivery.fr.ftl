# Libellés de kinds/controlled_delivery.json.

kind = Livraison surveillée

state-running = en cours
state-stopped = arrêtée

act-open = envoyer la demande
act-replan = modifier les étapes
act-leg = répondre par étape
act-start = lancer l’opération
act-log = inscrire au journal
act-stop = arrêter l’opération
act-result = rendre compte du résultat

done-open = demande de livraison surveillée
done-replan = modification des étapes
done-leg = réponse par étape
done-start = lancement de l’opération
done-log = inscription au journal
done-stop = arrêt de l’opération
done-result = compte rendu du résultat

field-goods = marchandise
field-concealment = mode de dissimulation
field-legs = étapes du parcours
field-stop_criteria = critères d’arrêt
field-interception = plan d’interception
field-permission = autorisation du parquet
field-substitution = substitution
field-dangers = dangers
field-costs = frais
field-persons = personnes concernées
field-leg_replies = réponse par étape
field-logged_at = heure
field-position = position
field-entry = inscription au journal
field-stopped_at = heure de l’arrêt
field-seized = quantités saisies
field-arrests = nombre d’interpellations

block-leg = étape
block-leg-number = numéro
block-leg-from = de
block-leg-to = à
block-leg-starts_at = départ à
block-leg-answer_by = réponse avant
block-leg-controller = qui contrôle l’étape
block-leg-means = moyens techniques
block-leg_reply = réponse à une étape
block-leg_reply-number = numéro
block-leg_reply-code = code
block-leg_reply-condition = condition
block-leg_reply-permission = autorisation du parquet
block-permission = autorisation du parquet
block-permission-authority = autorité
block-permission-reference = référence
block-permission-at = heure
block-permission-limits = limites
block-goods = marchandise
block-goods-type = type
block-goods-quantity = quantité
block-goods-unit = unité
block-goods-text = texte

code-outcome-EXECUTED_SEIZED = exécutée avec saisie
code-outcome-EXECUTED_ARRESTS = exécutée avec interpellations
code-outcome-LOST = perdue
code-outcome-ABORTED = interrompue
code-outcome-NOT_AUTHORISED = non autorisée
code-leg_answer-GO = GO
code-leg_answer-GO_IF = GO SI
code-leg_answer-NO_GO = NO-GO
code-controller-OPENER = la partie qui a ouvert le dossier
code-controller-PARTNER = la partie partenaire
code-controller-BOTH = les deux
code-substitution-INTACT = marchandise intacte
code-substitution-PARTLY = en partie
code-substitution-SUBSTITUTED = marchandise substituée
code-goods-CANNABIS = cannabis
code-goods-COCAINE = cocaïne
code-goods-HEROIN = héroïne
code-goods-SYNTHETIC = drogues de synthèse
code-goods-PRECURSOR = précurseurs
code-goods-FIREARM = armes à feu
code-goods-CASH = espèces
code-goods-OTHER = autre
code-unit_of_measure-KG = kg
code-unit_of_measure-G = g
code-unit_of_measure-L = l
code-unit_of_measure-PIECE = pièce
code-unit_of_measure-EUR = EUR
code-unit_of_measure-MAD = MAD

rule-leg_times = La réponse à une étape est due avant son départ.
rule-condition = GO SI indique sa condition.
rule-leg_permission = Un GO cite l’autorisation du parquet de ce côté.
rule-seized = Une saisie indique ses quantités.
rule-arrests = Le nombre de personnes interpellées est indiqué.

clock-leg = réponse à l’étape

late-leg_is_no_go = silence vaut NO-GO

items-legs = étapes
