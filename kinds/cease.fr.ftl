# Libellés de kinds/cease.json.

state-ceased = recherches cessées
state-removed = retirée des fichiers

act-cease = faire cesser les recherches
act-removed = confirmer le retrait des fichiers

done-cease = cessation des recherches
done-removed = retrait des fichiers

field-cease_reason = motif de la cessation
field-effective_at = effet à compter de
field-systems = fichiers purgés
field-residual_copies = copies résiduelles

code-cease_reason-EXECUTED = exécuté
code-cease_reason-WARRANT_LIFTED = mandat levé
code-cease_reason-EXPIRED = expiré
code-cease_reason-ERROR = erreur
code-cease_reason-OTHER = autre

clock-removal = retrait des fichiers

late-not_removed = retrait des fichiers hors délai
