import type { Catalogue } from '../text.ts';

export const helpOfficer: Catalogue = {
  'No one works on it yet. It also waits again when its holder does not act for ten minutes.':
    'Personne ne le traite encore. Il attend de nouveau si la personne qui le détient n’agit pas pendant dix minutes.',
  'A person has taken it and decides.': 'Une personne l’a pris et décide.',
  'The holder asks a colleague, who decides without knowing the first decision.':
    'La personne qui le détient consulte un collègue, qui se prononce sans connaître la première décision.',
  'The two opinions differ. A supervisor decides.': 'Les deux avis diffèrent. Un superviseur décide.',
  'The decision is recorded and cannot be changed.': 'La décision est enregistrée et ne peut plus être modifiée.',
  'States of a referral': 'États d’un renvoi',
  'The traveller may pass. The button also opens the gate, for which you sign with your passkey.':
    'Le voyageur peut passer. Le bouton ouvre aussi le sas ; vous signez avec votre clé d’accès.',
  'The traveller goes to the second line. The gate stays closed.':
    'Le voyageur se rend à la deuxième ligne. Le sas reste fermé.',
  'Needs a second opinion that agrees. The reasons are those of the standard form for refusal of entry.':
    'Exige un second avis concordant. Les motifs sont ceux du formulaire uniforme de refus d’entrée.',
  'Another authority takes care of the traveller.': 'Une autre autorité prend en charge le voyageur.',
  'The traveller went away before the decision.': 'Le voyageur est parti avant la décision.',
  'The lane referred, but it was empty or staff were in it.':
    'La voie a fait un renvoi, mais elle était vide ou occupée par du personnel.',
  'The check found what the policy requires.': 'Le contrôle a constaté ce que la politique exige.',
  'The check found a difference. The reason is shown beside it.':
    'Le contrôle a constaté un écart. Le motif figure à côté.',
  'The check could not decide, for example because of light or movement. It is not a suspicion.':
    'Le contrôle n’a pas pu conclure, par exemple à cause de la lumière ou d’un mouvement. Ce n’est pas un soupçon.',
  'The check was not made: the policy does not require it, the lane does not have it, or an earlier check had decided.':
    'Le contrôle n’a pas eu lieu : la politique ne l’exige pas, la voie n’en dispose pas, ou un contrôle antérieur avait déjà décidé.',
  'Results of a check': 'Résultats d’un contrôle',
  'The reader took the printed lines and opened the chip.':
    'Le lecteur a saisi les lignes imprimées et ouvert la puce.',
  'The printed lines contain check digits, which must agree with the data.':
    'Les lignes imprimées comportent des chiffres de contrôle, qui doivent concorder avec les données.',
  'The document has not expired.': 'Le document n’est pas périmé.',
  'The chip and the printed lines hold the same data.': 'La puce et les lignes imprimées portent les mêmes données.',
  'A state that the lane trusts has signed the content of the chip.':
    'Un État auquel la voie fait confiance a signé le contenu de la puce.',
  'The chip proved with its own key that it is not a copy.':
    'La puce a prouvé avec sa propre clé qu’elle n’est pas une copie.',
  'The document is not on the list of lost, stolen or invalid documents that the lane holds.':
    'Le document ne figure pas sur la liste des documents perdus, volés ou invalides que détient la voie.',
  'The camera found one face and took pictures of it.': 'La caméra a trouvé un visage et l’a photographié.',
  'The picture is sharp and bright enough for a comparison.': 'L’image est assez nette et claire pour une comparaison.',
  'While the head turns, the lane measures its relief. A flat picture has none.':
    'Pendant que la tête tourne, la voie en mesure le relief. Une image plate n’en a pas.',
  'The screen shines in changing colours. The lane checks that the light is reflected as by a head.':
    'L’écran émet des couleurs changeantes. La voie vérifie que la lumière revient comme d’une tête.',
  'The live face is compared with the portrait of the chip. The value is the highest share of strangers who would pass.':
    'Le visage filmé est comparé au portrait de la puce. La valeur est la proportion maximale d’inconnus qui passeraient.',
  'A fingerprint is compared with the chip or with the registration.':
    'Une empreinte digitale est comparée à la puce ou à l’inscription.',
  'The traveller answered the questions of customs.': 'Le voyageur a répondu aux questions de la douane.',
  'Checks of the lane': 'Contrôles de la voie',
  'The lane tests its devices and loads its models. It takes no traveller yet.':
    'La voie vérifie ses appareils et charge ses modèles. Elle n’accepte pas encore de voyageur.',
  'The lane waits for the next traveller.': 'La voie attend le voyageur suivant.',
  'A traveller is in the lane. The step is not shown, so that a test of attention cannot be recognised.':
    'Un voyageur est dans la voie. L’étape n’est pas affichée, pour qu’un test d’attention ne puisse être reconnu.',
  'The gate stands open so that people can get out. The lane checks no one.':
    'Le sas reste ouvert pour que les personnes puissent sortir. La voie ne contrôle personne.',
  'States of a lane': 'États d’une voie',
  'The device works.': 'L’appareil fonctionne.',
  'The device answers and reports a fault. Call a technician if it stays.':
    'L’appareil répond et signale une panne. Appelez un technicien si elle persiste.',
  'The device does not answer. Its cable or its power may be off.':
    'L’appareil ne répond pas. Son câble ou son alimentation peut être débranché.',
  'States of a device': 'États d’un appareil',
  'Every required check passed and the lane opened the gate.':
    'Tous les contrôles exigés ont réussi et la voie a ouvert le sas.',
  'The lane sent the traveller to an officer. The decision of the officer is shown beside it.':
    'La voie a dirigé le voyageur vers un agent. La décision de l’agent figure à côté.',
  'An officer refused entry.': 'Un agent a refusé l’entrée.',
  'The traveller left before the lane had decided.': 'Le voyageur est parti avant la décision de la voie.',
  'An officer decided at the lane or at the desk.': 'Un agent a décidé à la voie ou au guichet.',
  'The sensor counted one person.': 'Le capteur a compté une personne.',
  'The traveller entered and went back.': 'Le voyageur est entré puis a fait demi-tour.',
  'The sensor counted more people than the lane had cleared. Look for the second person.':
    'Le capteur a compté plus de personnes que la voie n’en avait autorisé. Recherchez la seconde personne.',
  'The gate opened and closed again without a passage.': 'Le sas s’est ouvert puis refermé sans passage.',
  'The barrier stopped on its way. Look at the gate.':
    'La barrière s’est arrêtée en cours de route. Allez voir le sas.',
  'The lane stopped meanwhile, so the passage is not known.':
    'La voie s’est arrêtée entre-temps ; le passage n’est donc pas connu.',
  'Passage through the gate': 'Passage du sas',
  'The traveller was cleared. Nothing is kept after the passage.':
    'Le voyageur a été autorisé à passer. Rien n’est conservé après le passage.',
  'The limit of the retention policy was reached.': 'Le délai de la politique de conservation était atteint.',
  'The limit passed while the lane was switched off. The lane erased it at its start.':
    'Le délai a expiré pendant que la voie était éteinte. La voie a effacé à son démarrage.',
  'A privacy officer ordered it on a traveller’s request.':
    'Un agent de protection des données l’a ordonné à la demande d’un voyageur.',
  'An officer decided, and the policy keeps nothing after that.':
    'Un agent a décidé, et la politique ne conserve rien ensuite.',
  'Two people ended the legal hold.': 'Deux personnes ont levé le gel.',
  'The key was already destroyed, so only the remains were removed.':
    'La clé était déjà détruite ; seuls les restes ont été supprimés.',
  'Causes of an erasure': 'Causes d’un effacement',
  'The decision was drawn at random and waits for a person who had no part in it.':
    'La décision a été tirée au sort et attend une personne qui n’y a pas pris part.',
  'The time is nearly over. The lane erases the pictures when it ends.':
    'Le délai est presque écoulé. À son terme, la voie efface les images.',
  'The second person would have decided the same.': 'La seconde personne aurait pris la même décision.',
  'The second person would have decided otherwise. A supervisor reviews the case.':
    'La seconde personne aurait décidé autrement. Un superviseur examine le cas.',
  'The pictures do not suffice for an opinion.': 'Les images ne suffisent pas pour un avis.',
  'States of a second look': 'États d’un second regard',
  'Another person must confirm the cause within ten minutes.':
    'Une autre personne doit confirmer la cause dans les dix minutes.',
  'The ten minutes are over and an alarm was raised. Ask at the lane, then enter your finding.':
    'Les dix minutes sont écoulées et une alarme a été déclenchée. Renseignez-vous à la voie, puis saisissez votre constat.',
  'Another person found that there was a cause.': 'Une autre personne a constaté qu’il y avait une cause.',
  'Another person found no cause. Find out who came through.':
    'Une autre personne n’a pas trouvé de cause. Établissez qui est passé.',
  'Openings by hand': 'Ouvertures manuelles',
  'The number is within the range that chance and habit explain.':
    'Le nombre reste dans ce qu’expliquent le hasard et les habitudes.',
  'More admissions than colleagues would have given in these cases. Discuss some of them.':
    'Plus d’admissions que n’en auraient accordé les collègues dans ces cas. Parlez-en.',
  'Fewer admissions than colleagues would have given in these cases. Discuss some of them.':
    'Moins d’admissions que n’en auraient accordé les collègues dans ces cas. Parlez-en.',
  'Too few decisions for a comparison.': 'Trop peu de décisions pour comparer.',
  'Comparison with colleagues': 'Comparaison avec les collègues',
  'The person noticed the fault that the test contained.': 'La personne a remarqué le défaut que contenait le test.',
  'The person admitted although the test showed a grave fault.':
    'La personne a admis malgré un défaut grave dans le test.',
  'The person stated that no traveller was there, which is true of a test.':
    'La personne a indiqué qu’aucun voyageur n’était présent, ce qui est vrai d’un test.',
  'Results of a test of attention': 'Résultats d’un test d’attention',
  'Officers watch the lanes of their site here and decide about travellers whom a lane referred.':
    'Les agents surveillent ici les voies de leur site et décident du cas des voyageurs qu’une voie leur a renvoyés.',
  'Shows the travellers who wait, the selected referral with its evidence and decision, and the lanes of your duty. Take a referral, compare the faces, then choose a decision and its reason. The pictures close after one minute.':
    'Affiche les voyageurs en attente, le renvoi choisi avec ses images de contrôle et sa décision, ainsi que les voies de votre fonction. Prenez un renvoi, comparez les visages, puis choisissez une décision et son motif. Les images se ferment au bout d’une minute.',
  'Shows the outcomes that the lanes reported, the alarms, and the erasures. A referred traveller appears here after the decision. Open a line to see each check.':
    'Affiche les résultats signalés par les voies, les alarmes et les effacements. Un voyageur renvoyé y apparaît après la décision. Ouvrez une ligne pour voir chaque contrôle.',
  'Lists decisions and openings of colleagues that wait for a second person. View the evidence first, then state your finding. The traveller has left and is not held for it. Your own decisions are not listed.':
    'Liste les décisions et les ouvertures d’autres agents qui attendent une seconde personne. Consultez d’abord les images de contrôle, puis indiquez votre constat. Le voyageur est parti et n’est pas retenu pour cela. Vos propres décisions n’y figurent pas.',
  'Passes a watch to the next person. The person who leaves writes notes about lanes, never about travellers, and offers the handover. The next person reads the notes and takes over.':
    'Transmet une surveillance à la personne suivante. La personne qui part rédige des notes sur les voies, jamais sur les voyageurs, et propose la relève. La suivante lit les notes et prend la relève.',
  'Shows supervisors how the tests of attention went, and whose decisions differ from those of colleagues in similar cases by more than chance explains. A mark is a reason to discuss cases together. It is not a finding about a person.':
    'Montre aux superviseurs les résultats des tests d’attention et les décisions qui, dans des cas semblables, s’écartent de celles des collègues plus que le hasard ne l’explique. Une marque invite à examiner des cas ensemble. Elle n’est pas un constat sur une personne.',
  'One document may be compared at most three times a day at a lane, so that no one can try out faces.':
    'Un document peut être comparé au plus trois fois par jour à une voie, pour que personne ne puisse essayer des visages.',
  'The lane takes no traveller: a person closed it, a device has a fault, or it is outside the opening hours.':
    'La voie n’accepte aucun voyageur : une personne l’a fermée, un appareil est en panne ou l’heure est hors des heures d’ouverture.',
  'Holders of this nationality may use a lane. All others use the desk. It says nothing against the traveller.':
    'Les titulaires de cette nationalité peuvent utiliser une voie. Tous les autres passent au guichet. Cela n’indique rien contre le voyageur.',
  'Holders of documents of this state or organisation may use a lane.':
    'Les titulaires de documents de cet État ou de cette organisation peuvent utiliser une voie.',
  'Holders of this kind of document may use a lane.':
    'Les titulaires de ce type de document peuvent utiliser une voie.',
  'Travellers of this age may use a lane. The lane works out the age and reports only the result.':
    'Les voyageurs de cet âge peuvent utiliser une voie. La voie calcule l’âge et ne communique que le résultat.',
  'The document stays valid for as long as the policy requires.':
    'Le document reste valable aussi longtemps que la politique l’exige.',
  'Lanes are open at this time.': 'Les voies sont ouvertes à cette heure.',
};
