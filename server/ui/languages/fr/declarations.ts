import type { Catalogue } from '../text.ts';

export const declarations: Catalogue = {
  'Customs officer': 'Agent des douanes',
  "See the readable facts of traders' declarations": 'Voir les éléments lisibles des déclarations des opérateurs',
  "View sealed field groups of a trader's declaration for a purpose, which its trader sees":
    'Consulter des groupes de champs scellés de la déclaration d’un opérateur dans un but que l’opérateur voit',
  'A viewing of a declaration': 'Une consultation d’une déclaration',
  'A customs officer was allowed to read groups of a trader’s declaration.':
    'Un agent des douanes a pu lire des groupes de la déclaration d’un opérateur.',
  'An officer of the customs office {office} was allowed to read a declaration. Purpose: {purpose}':
    'Un agent du bureau de douane {office} a pu lire une déclaration. But : {purpose}',
  'A legal hold on a declaration': 'Un gel sur une déclaration',
  'A legal hold on a declaration ends': 'Un gel sur une déclaration prend fin',
  'Check of the documents': 'Contrôle des documents',
  'Examination of the goods': 'Examen des marchandises',
  'Assessment of customs charges': 'Calcul des droits',
  'Audit after clearance': 'Contrôle après dédouanement',
  'Request of the trader': 'Demande de l’opérateur',
  'Declaration {id}': 'Déclaration {id}',
  'Nothing was opened.': 'Rien n’a été ouvert.',
  'Declared by {trader}, received {time}.': 'De {trader}, reçue {time}.',
  'The content is kept until {time}.': 'Le contenu est conservé jusqu’au {time}.',
  'No content has been kept since {time}.': 'Aucun contenu n’est conservé depuis {time}.',
  Element: 'Élément',
  'Place in the form': 'Place dans le formulaire',
  'the whole declaration': 'la déclaration entière',
  'You are a member of no office that may read this declaration.':
    'Vous n’êtes membre d’aucun bureau qui peut lire cette déclaration.',
  'Choose a purpose and at least one group first.': 'Choisissez d’abord un but et au moins un groupe.',
  'The groups are open.': 'Les groupes sont ouverts.',
  'Open sealed groups': 'Ouvrir des groupes scellés',
  'The ledger records the viewing, and the trader sees office, purpose, groups and time. You use your passkey.':
    'Le registre note la consultation, et l’opérateur voit le bureau, le but, les groupes et l’heure. Vous utilisez votre clé d’accès.',
  Office: 'Bureau',
  Groups: 'Groupes',
  'Opening…': 'Ouverture…',
  'Open with the passkey': 'Ouvrir avec la clé d’accès',
  Value: 'Valeur',
  'Close the groups': 'Fermer les groupes',
  'The list of offices names another key of yours. Use the passkey of that key, or hand in the new key.':
    'La liste des bureaux nomme une autre de vos clés. Utilisez la clé d’accès de celle-ci, ou remettez la nouvelle clé.',
  'The content did not open with the key of the office. Report this to a security officer.':
    'Le contenu ne s’est pas ouvert avec la clé du bureau. Signalez-le à un agent de sécurité.',
  'Every one': 'Tous',
  'Channel ## of a declaration': 'Circuit',
  'Data set': 'Jeu de données',
  Invoice: 'Facture',
  'Gross mass': 'Masse brute',
  'Declarations ## of traders': 'Déclarations',
  'The list shows what stays readable. Everything else is sealed until you open it for a purpose.':
    'La liste montre ce qui reste lisible. Tout le reste est scellé jusqu’à ce que vous l’ouvriez dans un but.',
  'Chapter, two digits': 'Chapitre, deux chiffres',
  'Declarations are taken and sealed without this page.': 'Les déclarations sont reçues et scellées sans cette page.',
  'No declaration matches.': 'Aucune déclaration ne correspond.',
  Newer: 'Plus récentes',
  Older: 'Plus anciennes',
  Chapters: 'Chapitres',
  'Open ## a record': 'Ouvrir',
  'Show the declaration of {trader}, {time}': 'Afficher la déclaration de {trader}, {time}',
  'States of a declaration': 'États d’une déclaration',
  'It has no error. Its content is sealed and kept.': 'Elle n’a pas d’erreur. Son contenu est scellé et conservé.',
  'It has an error. Its content was not kept.': 'Elle a une erreur. Son contenu n’a pas été conservé.',
  'Channels of declarations': 'Circuits des déclarations',
  'No rule had anything to report.': 'Aucune règle n’avait rien à signaler.',
  'An officer looks at the warnings.': 'Un agent regarde les avertissements.',
  'Sealed groups': 'Groupes scellés',
  'Who sends, receives, declares and represents.': 'Qui expédie, reçoit, déclare et représente.',
  'Descriptions, codes, quantities and packages of the goods.':
    'Descriptions, codes, quantités et colis des marchandises.',
  'Prices, costs and their currencies.': 'Prix, coûts et leurs devises.',
  'Places, means of transport, containers and references.': 'Lieux, moyens de transport, conteneurs et références.',
  'Authorisations, guarantees and certificates.': 'Autorisations, garanties et certificats.',
  'Shows traders’ declarations. Readable facts are listed; the rest is sealed to customs offices and opens in this page for a purpose that the trader sees.':
    'Montre les déclarations des opérateurs. Les éléments lisibles sont listés ; le reste est scellé pour les bureaux de douane et s’ouvre dans cette page dans un but que l’opérateur voit.',
  'Lists declarations, latest first. Show one, choose office, purpose and groups, and open them with your passkey. Close the groups when you have read them.':
    'Liste les déclarations, la dernière d’abord. Affichez-en une, choisissez bureau, but et groupes, et ouvrez-les avec votre clé d’accès. Fermez les groupes quand vous les avez lus.',
  'Your reading key': 'Votre clé de lecture',
  'Shows the public part of the key by which you open declarations. You can read only after two people have signed a list of offices that names it.':
    'Montre la partie publique de la clé par laquelle vous ouvrez des déclarations. Vous ne pouvez lire qu’après que deux personnes ont signé une liste des bureaux qui la nomme.',
  'Your passkey makes this key each time; it is stored nowhere. Hand the public part to the people who sign the list of customs offices, and compare the fingerprint with them.':
    'Votre clé d’accès crée cette clé à chaque fois ; elle n’est conservée nulle part. Remettez la partie publique aux personnes qui signent la liste des bureaux de douane, et comparez l’empreinte avec elles.',
  'Show with the passkey': 'Afficher avec la clé d’accès',
  'Save the public part': 'Enregistrer la partie publique',
  Parties: 'Parties',
  'Goods ## of a declaration': 'Marchandises',
  'Value ## of goods': 'Valeur',
  'Supply chain': 'Chaîne logistique',
  Authorisations: 'Autorisations',
  Rejected: 'Rejetée',
  'Green: no finding': 'Vert : aucun constat',
  'Orange: with warnings': 'Orange : avec avertissements',
  'H1, import': 'H1, importation',
  'H7, low value': 'H7, faible valeur',
  'B1, export': 'B1, exportation',
  'Under 150 €': 'Moins de 150 €',
  'Under 1,000 €': 'Moins de 1 000 €',
  'Under 10,000 €': 'Moins de 10 000 €',
  'Under 100,000 €': 'Moins de 100 000 €',
  '100,000 € or more': '100 000 € ou plus',
  'Under 2 kg': 'Moins de 2 kg',
  'Under 30 kg': 'Moins de 30 kg',
  'Under 1,000 kg': 'Moins de 1 000 kg',
  'Under 25,000 kg': 'Moins de 25 000 kg',
  '25,000 kg or more': '25 000 kg ou plus',
  'The passkey was not used. Nothing was opened.': 'La clé d’accès n’a pas été utilisée. Rien n’a été ouvert.',
  'The passkey could not be used. Nothing was opened.': 'La clé d’accès n’a pas pu être utilisée. Rien n’a été ouvert.',
  'Passkeys do not work at this address. Open the console at its own name.':
    'Les clés d’accès ne fonctionnent pas à cette adresse. Ouvrez la console sous son propre nom.',
  'This browser does not support passkeys.': 'Ce navigateur ne prend pas en charge les clés d’accès.',
  'This passkey cannot make a reading key. Add another passkey under Your account, in a browser that supports it.':
    'Cette clé d’accès ne peut pas créer de clé de lecture. Ajoutez une autre clé d’accès sous Votre compte, dans un navigateur qui le permet.',
  'The invented people of the development mode have no passkey and no reading key.':
    'Les personnes inventées du mode de développement n’ont ni clé d’accès ni clé de lecture.',
  'The server did not accept the proof. Nothing was opened.':
    'Le serveur n’a pas accepté la preuve. Rien n’a été ouvert.',
  'Your office may not read these groups. The attempt was recorded.':
    'Votre bureau ne peut pas lire ces groupes. La tentative a été notée.',
  'The content was erased. Only the readable facts are left.':
    'Le contenu a été effacé. Seuls les éléments lisibles restent.',
  'The viewing has expired. Ask again.': 'La consultation a expiré. Demandez de nouveau.',
  'The server has no signed list of customs offices in force.':
    'Aucune liste signée des bureaux de douane n’est en vigueur sur le serveur.',
  'You have viewed as many declarations as one person may for now. Nothing was opened.':
    'Vous avez consulté autant de déclarations qu’une personne le peut pour l’instant. Rien n’a été ouvert.',
  'The server has no such declaration.': 'Le serveur n’a pas cette déclaration.',
  'Viewed {count} times before.': {
    one: 'Jusqu’ici, elle avait été consultée {count} fois.',
    other: 'Jusqu’ici, elle avait été consultée {count} fois.',
  },
};
