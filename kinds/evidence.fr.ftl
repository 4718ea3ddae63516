# Libellés de kinds/evidence.json.

kind = Conservation de preuves

state-preserved = preuves conservées

act-open = envoyer la demande
act-preserved = confirmer la conservation
act-ask_renewal = demander le renouvellement
act-renew = renouveler la conservation
act-judicial_request = annoncer la demande judiciaire
act-handed_over = signaler la remise
act-lapse = constater l’expiration

done-open = demande de conservation
done-preserved = conservation
done-ask_renewal = demande de renouvellement
done-renew = renouvellement de la conservation
done-judicial_request = annonce de la demande judiciaire
done-handed_over = remise
done-lapse = constat d’expiration

field-objects = objets et données à conserver
field-hold_days = durée de conservation en jours
field-no_notice = ne pas aviser l’intéressé
field-judicial_expected = demande judiciaire attendue le
field-judicial_reference = référence de la demande judiciaire
field-judicial_date = date de la demande judiciaire
field-preserved = réponse par objet
field-renew_until = renouveler jusqu’au
field-handed_at = heure de la remise
field-handed_reference = référence de la remise

block-evidence_object = objet
block-evidence_object-number = numéro
block-evidence_object-type = type
block-evidence_object-what = ce qu’il faut conserver
block-evidence_object-holder = détenteur
block-evidence_object-identifiers = identifiants
block-evidence_object-from = de
block-evidence_object-to = à
block-preservation = conservation
block-preservation-number = numéro
block-preservation-code = code
block-preservation-until = jusqu’au
block-preservation-holder_reference = référence du détenteur
block-preservation-text = texte

code-outcome-PRESERVED = conservé
code-outcome-PARTLY = en partie
code-outcome-NOT_HELD = non détenu
code-outcome-DELETED_BEFORE = effacé auparavant
code-outcome-HANDED_OVER = remis
code-outcome-LAPSED = conservation échue
code-preservation-PRESERVED = conservé
code-preservation-PARTLY = en partie
code-preservation-NOT_HELD = non détenu
code-preservation-DELETED_BEFORE = effacé auparavant
code-evidence_type-SUBSCRIBER = abonné
code-evidence_type-TRAFFIC = données de trafic
code-evidence_type-CONTENT = contenu
code-evidence_type-ACCOUNT = compte
code-evidence_type-VIDEO = vidéo
code-evidence_type-FINANCIAL = données financières
code-evidence_type-OBJECT = objet matériel
code-evidence_type-OTHER = autre

rule-hold_least = La durée de conservation est inférieure à celle du profil conventionnel.
rule-window = La période se termine avant de commencer.
rule-handed_outcome = Une remise a pour issue HANDED_OVER.
rule-lapse_outcome = Une conservation échue a pour issue LAPSED.

clock-preservation = conservation

late-preservation_ends = la conservation prend fin

items-objects = objets
