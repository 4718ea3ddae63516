# Libellés de kinds/mission.json.

kind = Mission d’officiers et de moyens

state-on_mission = en mission
state-ended = terminée

act-open = envoyer la demande
act-posts = répondre par poste
act-replace = remplacer des officiers
act-accept_armed = accepter une mission armée
act-arrive = signaler l’arrivée
act-log = inscrire au journal
act-recall = rappeler la mission
act-end = terminer
act-end_report = rapport de fin de mission

done-open = demande de mission
done-posts = réponse par poste
done-replace = remplacement d’officiers
done-accept_armed = acceptation d’une mission armée
done-arrive = arrivée
done-log = inscription au journal
done-recall = rappel de la mission
done-end = fin de la mission
done-end_report = rapport de fin de mission

field-direction = demande ou offre
field-subject = objet
field-posts = postes et officiers
field-means = moyens
field-place = lieu
field-from = du
field-to = au
field-terms = conditions de la mission
field-report_due = rapport de fin attendu le
field-post_replies = réponse par poste
field-arrived_at = heure d’arrivée
field-entry = inscription au journal
field-ended_at = heure de fin
field-arms = port d’armes
field-authorisation = autorisation judiciaire

block-post = poste
block-post-number = numéro
block-post-function = fonction
block-post-rank = grade
block-post-skills = compétences
block-post-languages = langues
block-post-name = nom
block-post_reply = réponse à un poste
block-post_reply-number = numéro
block-post_reply-code = code
block-post_reply-accreditation = numéro d’accréditation
block-post_reply-text = texte
block-means = moyen
block-means-type = type
block-means-count = nombre
block-means-text = texte
block-terms = conditions
block-terms-powers = pouvoirs
block-terms-command = commandement
block-terms-dress = tenue
block-terms-liability = responsabilité et assurance
block-terms-data_access = accès aux données
block-terms-costs = frais

code-outcome-COMPLETED = accomplie
code-outcome-RECALLED = rappelée
code-outcome-CANCELLED = annulé
code-direction-REQUESTED = demande
code-direction-OFFERED = offre
code-powers-NONE = aucun
code-powers-OBSERVER = observateur
code-powers-ASSIST = assistance
code-powers-JOINT = action conjointe
code-skill-LIAISON = liaison
code-skill-SPOTTER = physionomiste (spotter)
code-skill-EXPLOSIVES = explosifs
code-skill-DOG = cynotechnie
code-skill-FORENSIC = police scientifique
code-skill-CYBER = cyber
code-skill-DOCUMENTS = fraude documentaire
code-skill-LANGUAGE = langues
code-skill-PUBLIC_ORDER = ordre public
code-skill-DRONE = drones
code-skill-INVESTIGATION = enquête
code-skill-OTHER = autre
code-means-DOG = chiens
code-means-VEHICLE = véhicules
code-means-DRONE = drones
code-means-RADIO = radios
code-means-DETECTOR = détecteurs
code-means-LABORATORY = laboratoire mobile
code-means-OTHER = autre
code-post_answer-ACCEPTED = accepté
code-post_answer-DECLINED = décliné
code-post_answer-REPLACE = à remplacer
code-data_access-NONE = aucun
code-data_access-SUPERVISED = supervisé
code-data_access-OWN_FILES = ses propres fichiers

rule-dates = La fin précède le début.
rule-authorised = Officiers armés ou dotés de pouvoirs : l’autorisation de l’autorité judiciaire est citée.
rule-parent_open = L’événement de rattachement est clos.
rule-armed_director = Des agents armés ne sont envoyés ou demandés que par le directeur.

clock-report = rapport de fin

late-no_end_report = pas de rapport dans le délai

items-posts = postes
