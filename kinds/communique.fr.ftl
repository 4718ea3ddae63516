# Libellés de kinds/communique.json.

kind = Communiqué conjoint

state-draft = projet
state-vetoed = veto
state-published = publié
state-correcting = en rectification
state-closed = close

act-open = proposer le communiqué
act-changes = demander des modifications
act-revise = proposer une nouvelle version
act-approve = valider
act-veto = opposer un veto
act-publish = publier
act-report_error = demander une rectification
act-correction = proposer la rectification
act-approve_correction = valider la rectification
act-publish_correction = publier la rectification
act-close = clôturer
act-no_error = constater l’absence d’erreur

done-open = proposition de communiqué
done-changes = demande de modifications
done-revise = nouvelle version
done-approve = validation
done-veto = veto
done-publish = publication
done-report_error = demande de rectification
done-correction = proposition de rectification
done-approve_correction = validation de la rectification
done-publish_correction = publication de la rectification
done-close = clôture
done-no_error = constat d’absence d’erreur

field-texts = texte du communiqué
field-figures = chiffres cités
field-checks = vérifications
field-embargo = embargo jusqu’au
field-photos = photographies
field-text_hash = empreinte du texte
field-veto_ground = motif du veto
field-wishes = modifications souhaitées
field-published_at = heure de publication
field-channel = canal de publication
field-correction_ground = motif de la rectification
field-decision_reference = référence de la décision
field-corrects = rectifie le communiqué

block-texts = texte en trois langues
block-texts-title_ar = titre en arabe
block-texts-ar = texte en arabe
block-texts-title_fr = titre en français
block-texts-fr = texte en français
block-texts-title_en = titre en anglais
block-texts-en = texte en anglais
block-cited = chiffre cité
block-cited-number = numéro
block-cited-value = valeur
block-cited-figure = chiffre de la statistique
block-cited-month = mois
block-cited-sheet = empreinte de la feuille statistique
block-checks = vérifications
block-checks-presumption = présomption d’innocence respectée
block-checks-operation_finished = opération terminée
block-checks-figures_complete = chaque chiffre cite sa source
block-checks-personal_data = données personnelles dans le texte
block-checks-ground = motif
block-checks-answered_by = répondu par

code-outcome-PUBLISHED = publié
code-outcome-ABANDONED = abandonné
code-veto_ground-PRESUMPTION = présomption d’innocence
code-veto_ground-OPERATION = opération en cours
code-veto_ground-VICTIM = protection de la victime
code-veto_ground-FIGURE = chiffre inexact
code-veto_ground-WORDING = formulation
code-veto_ground-TIMING = calendrier
code-veto_ground-OTHER = autre
code-personal_data-NONE = aucun
code-personal_data-NAME = nom
code-personal_data-IMAGE = image
code-personal_data-NATIONALITY = nationalité
code-personal_data-VICTIM_DETAIL = détail sur une victime
code-correction_ground-ACQUITTAL = acquittement
code-correction_ground-CASE_DISMISSED = non-lieu ou classement
code-correction_ground-FIGURE = chiffre inexact
code-correction_ground-FACT = fait inexact

rule-acquittal = un acquittement ou un non-lieu cite sa décision
rule-presumption = La présomption d’innocence est respectée : oui, par une personne qui en répond.
rule-operation_finished = L’opération est terminée : oui, par une personne qui en répond.
rule-figures_cited = Chaque chiffre du texte cite la feuille statistique.
rule-personal_ground = Un nom, une image, une nationalité ou un détail sur une victime exige son motif.

clock-approval = validation du partenaire
clock-correction = rectification

late-not_approved = le partenaire n’a pas répondu
late-not_corrected = non rectifié

agree-text = texte
agree-correction = rectification
