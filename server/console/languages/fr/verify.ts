import type { Catalogue } from '../text.ts';

export const verify: Catalogue = {
  Receipt: 'Reçu',
  'The server accepted report {number} of the lane {lane}.':
    'Le serveur a accepté le rapport {number} de la voie {lane}.',
  '{person} as {role}': '{person} comme {role}',
  '{person} did: {act}.': '{person} a fait\u00a0: {act}.',
  '{person} was refused: {act}.': '{person} s’est vu refuser\u00a0: {act}.',
  'A test of attention was sealed before an officer saw it.':
    'Un test d’attention a été scellé avant qu’un agent le voie.',
  'A test of attention was opened. Result: {code}.': 'Un test d’attention a été ouvert. Résultat\u00a0: {code}.',
  '{officer} was allowed to view evidence. Purpose: {purpose}':
    '{officer} a été autorisé à consulter des images de contrôle. Finalité\u00a0: {purpose}',
  'The lane {lane} showed the requested evidence.': 'La voie {lane} a montré les images de contrôle demandées.',
  'The lane {lane} did not show the requested evidence.':
    'La voie {lane} n’a pas montré les images de contrôle demandées.',
  'Captures or records were erased. Cause: {cause}.':
    'Des captures ou des relevés ont été effacés. Cause\u00a0: {cause}.',
  'The policy {policy} came into force. Approved by: {people}.':
    'La politique {policy} est entrée en vigueur. Approuvée par\u00a0: {people}.',
  'Records exported to a file: {count}.': 'Enregistrements exportés dans un fichier\u00a0: {count}.',
  'Records sent to {partner}: {count}.': 'Enregistrements envoyés à {partner}\u00a0: {count}.',
  'A row of the table {table} was deleted.': 'Une ligne du tableau {table} a été supprimée.',
  'A row of the table {table} was written.': 'Une ligne du tableau {table} a été écrite.',
  'The ledger adopted tables that were written before it recorded their rows.':
    'Le registre a adopté des tableaux écrits avant qu’il n’en consigne les lignes.',
  'An alarm was closed: {alarm}.': 'Une alarme a été close\u00a0: {alarm}.',
  'An alarm was raised: {alarm}.': 'Une alarme a été déclenchée\u00a0: {alarm}.',
  none: 'aucun',
  'This is larger than one megabyte. It was not read.': 'Ce fichier dépasse un mégaoctet. Il n’a pas été lu.',
  'This file is not text.': 'Ce fichier n’est pas du texte.',
  'Give one file at a time.': 'Donnez un seul fichier à la fois.',
  'or a file': 'ou un fichier',
  Clear: 'Effacer',
  'No witness': 'Aucun témoin',
  'Works offline': 'Fonctionne hors ligne',
  'Your browser has stored this page. It opens without the server.':
    'Votre navigateur a enregistré cette page. Elle s’ouvre sans le serveur.',
  'After it has loaded, this page needs no connection.': 'Une fois chargée, cette page n’a besoin d’aucune connexion.',
  'Verify a receipt': 'Vérifier un reçu',
  'Verify a proof': 'Vérifier une preuve',
  'A proof file proves that an entry is in a Postern ledger and cannot be removed. Your browser verifies it on this page: nothing that you give is sent anywhere.':
    'Un fichier de preuve atteste qu’une entrée figure dans un registre Postern et ne peut pas en être retirée. Votre navigateur le vérifie sur cette page\u00a0: rien de ce que vous donnez n’est envoyé.',
  'Verify a traveller’s receipt': 'Vérifier le reçu d’un voyageur',
  '1. The proof file': '1. Le fichier de preuve',
  'Proof file': 'Fichier de preuve',
  'Drop it here, choose it, or paste it. It begins with “c2sp.org/tlog-proof”.':
    'Déposez-le ici, choisissez-le ou collez-le. Il commence par «\u00a0c2sp.org/tlog-proof\u00a0».',
  '2. The policy': '2. La politique',
  '3. Result': '3. Résultat',
  'The entry’s bytes, in hexadecimal': 'Les octets de l’entrée, en hexadécimal',
  'This file does not contain its entry. If you have the entry’s 35 bytes, you can still prove its place.':
    'Ce fichier ne contient pas son entrée. Si vous avez les 35 octets de l’entrée, vous pouvez tout de même prouver sa place.',
  'Pairs of the digits 0 to 9 and a to f only.': 'Seulement des paires de caractères 0 à 9 et a à f.',
  'The policy of this server': 'La politique de ce serveur',
  'A policy of my own': 'Une politique à moi',
  'A policy names the log’s key, its witnesses, and the number of witnesses that must cosign.':
    'Une politique indique la clé du journal, ses témoins et le nombre de témoins qui doivent cosigner.',
  Policy: 'Politique',
  'A tlog-policy file from a source that you trust: drop, choose or paste it.':
    'Un fichier tlog-policy d’une source à laquelle vous vous fiez\u00a0: déposez-le, choisissez-le ou collez-le.',
  'Text of the policy': 'Texte de la politique',
  'The server does not answer, so only a policy of your own can be used.':
    'Le serveur ne répond pas\u00a0; seule une politique à vous peut être utilisée.',
  'Choose a policy.': 'Choisissez une politique.',
  'Nothing to verify yet: give a proof file.': 'Rien à vérifier pour l’instant\u00a0: donnez un fichier de preuve.',
  'This is not a receipt, or a part of it is missing.': 'Ce n’est pas un reçu, ou il en manque une partie.',
  'The receipt names a lane whose key you did not give.': 'Le reçu indique une voie dont vous n’avez pas donné la clé.',
  'The receipt was altered, or another lane made it.': 'Le reçu a été modifié, ou une autre voie l’a établi.',
  'The lane made it under another retention policy than the one you gave.':
    'La voie l’a établi selon une autre politique de conservation que celle que vous avez donnée.',
  'The lane promised itself more time than its retention policy allows.':
    'La voie s’est accordé plus de temps que sa politique de conservation ne le permet.',
  'The report of the erasure was altered, or is not of this lane.':
    'Le rapport d’effacement a été modifié, ou n’est pas de cette voie.',
  'This report is about another erasure.': 'Ce rapport porte sur un autre effacement.',
  'The proof is not for this report.': 'La preuve n’est pas pour ce rapport.',
  'A receipt is a lane’s signed promise of when your pictures are destroyed. Your browser verifies it on this page: neither the receipt nor its code is sent anywhere.':
    'Un reçu est la promesse signée d’une voie sur le moment où vos images sont détruites. Votre navigateur le vérifie sur cette page\u00a0: ni le reçu ni son code ne sont envoyés.',
  '1. The receipt': '1. Le reçu',
  'Paste the text that your telephone reads from the code. It begins with “PR1:”.':
    'Collez le texte que votre téléphone lit dans le code. Il commence par «\u00a0PR1:\u00a0».',
  '2. Result': '2. Résultat',
  '3. The lane’s key': '3. La clé de la voie',
  '4. The report of the erasure': '4. Le rapport d’effacement',
  'If the border service gave you a report, paste it here. Only the report proves that your pictures are destroyed.':
    'Si le service des frontières vous a remis un rapport, collez-le ici. Seul le rapport prouve que vos images sont détruites.',
  'A key from another source': 'Une clé d’une autre source',
  '64 digits of hexadecimal. It is used instead of the server’s.':
    '64 caractères hexadécimaux. Elle remplace celle du serveur.',
  '64 of the digits 0 to 9 and a to f, and nothing else.': '64 caractères 0 à 9 et a à f, et rien d’autre.',
  'The receipt names its lane. This page then asks the server for the key of that lane.':
    'Le reçu indique sa voie. Cette page demande alors au serveur la clé de cette voie.',
  'Asking this server for the key of {lane}…': 'Demande à ce serveur de la clé de {lane}…',
  'This server has no key of {lane}, or does not answer.': 'Ce serveur n’a pas de clé de {lane}, ou ne répond pas.',
  'This server states the key of {lane}: {key}': 'Ce serveur indique la clé de {lane}\u00a0: {key}',
  'Verified.': 'Vérifié.',
  'Not verified.': 'Non vérifié.',
  'The key came from the server of the same lane. A key from another source proves more.':
    'La clé vient du serveur de la même voie. Une clé d’une autre source prouve davantage.',
  'Nothing to verify yet: give a receipt.': 'Rien à vérifier pour l’instant\u00a0: donnez un reçu.',
  'Asking for the lane’s key…': 'Demande de la clé de la voie…',
  'A key of the lane is missing.': 'Il manque une clé de la voie.',
  'The file does not contain the entry. Enter the bytes of the entry.':
    'Le fichier ne contient pas l’entrée. Saisissez les octets de l’entrée.',
  'This is not a proof file, or it was altered.': 'Ce n’est pas un fichier de preuve, ou il a été modifié.',
  'The policy file is not a policy, or it was altered.':
    'Le fichier de politique n’est pas une politique, ou il a été modifié.',
  'The checkpoint in this file is damaged.': 'Le point de contrôle de ce fichier est endommagé.',
  'A signature in this file is forged or damaged.': 'Une signature de ce fichier est falsifiée ou endommagée.',
  'No key in the policy signed this.': 'Aucune clé de la politique n’a signé ceci.',
  'This comes from a log that is not in the policy.': 'Ceci vient d’un journal qui n’est pas dans la politique.',
  'Too few witnesses of the policy have cosigned this log.':
    'Trop peu de témoins de la politique ont cosigné ce journal.',
  'The log does not have this entry at this index.': 'Le journal n’a pas cette entrée à cette place.',
  'The file does not contain the entry: give its bytes with --entry.':
    'Le fichier ne contient pas l’entrée\u00a0: donnez ses octets avec --entry.',
  'The content of this file differs from the given entry.': 'Le contenu de ce fichier diffère de l’entrée donnée.',
  'This file proves nothing.': 'Ce fichier ne prouve rien.',
  'Code: {code}. The code does not show the cause: a copying mistake and a forgery look alike. Ask for the file again; if it fails again, tell the agency that runs the log and the witnesses.':
    'Code\u00a0: {code}. Le code n’indique pas la cause\u00a0: une erreur de copie et une falsification se ressemblent. Redemandez le fichier\u00a0; s’il échoue encore, prévenez l’autorité qui exploite le journal et les témoins.',
  '<b>Verified.</b> Entry {number} is in the log {origin}, unaltered.':
    '<b>Vérifié.</b> L’entrée {number} figure dans le journal {origin}, inchangée.',
  'The content of the entry was erased, or is not in the file. The proof still shows that the entry exists, with its time and its place.':
    'Le contenu de l’entrée a été effacé, ou n’est pas dans le fichier. La preuve montre tout de même que l’entrée existe, avec son heure et sa place.',
  'Content of the entry': 'Contenu de l’entrée',
  'Only the agency that runs the log has signed, and the policy requires no other signature.':
    'Seule l’autorité qui exploite le journal a signé, et la politique n’exige pas d’autre signature.',
  'cosigned {time}': 'cosigné {time}',
  'The proof shows': 'Ce que cela prouve',
  'The entry is one of the {size} that the log held when its checkpoint was signed, at place {number}.':
    'L’entrée est l’une des {size} que le journal contenait quand son point de contrôle a été signé, à la place {number}.',
  'The named witnesses saw the log in this state, and checked that it only continued its earlier state.':
    'Les témoins désignés ont vu le journal dans cet état, et vérifié qu’il ne fait que prolonger son état antérieur.',
  'No one can remove or change the entry without detection by everyone who verifies.':
    'Personne ne peut retirer ou modifier l’entrée sans que tous ceux qui vérifient le détectent.',
  'The proof does not show': 'Ce que cela ne prouve pas',
  'That the content of the entry is true: only that it was entered.':
    'Que le contenu de l’entrée est vrai\u00a0: seulement qu’il a été inscrit.',
  'That nothing was left out of the log.': 'Que rien n’a été omis du journal.',
  'That the policy is right: it came from the server of this log. To verify without trust in the server, use a policy from a source that you trust.':
    'Que la politique est juste\u00a0: elle vient du serveur de ce journal. Pour vérifier sans vous fier au serveur, utilisez une politique d’une source à laquelle vous vous fiez.',
  'The proof from the ledger is not valid.': 'La preuve du registre n’est pas valable.',
  'NOT VERIFIED ({code})': 'NON VÉRIFIÉ ({code})',
  'You passed. The lane promised to destroy your captures at the end of the passage, by {end}. If another person followed you in, it keeps them as for a referral.':
    'Vous êtes passé. La voie a promis de détruire vos captures à la fin du passage, avant {end}. Si une autre personne vous a suivi, elle les garde comme pour un renvoi.',
  'You were sent to a desk. The lane keeps your captures sealed for an officer until {end}, unless two people order a longer hold.':
    'Vous avez été envoyé à un guichet. La voie garde vos captures scellées pour un agent jusqu’à {end}, sauf si deux personnes ordonnent un gel plus long.',
  VERIFIED: 'VÉRIFIÉ',
  'Made by lane {lane} at {time}.': 'Établi par la voie {lane} à {time}.',
  'That is within its retention policy.': 'C’est conforme à sa politique de conservation.',
  'This receipt alone does not prove that they are destroyed.': 'Ce reçu seul ne prouve pas qu’elles sont détruites.',
  'The time is over. Ask the border service for the report of the erasure, or for data that it still holds, with your code.':
    'Le délai est écoulé. Avec votre code, demandez au service des frontières le rapport d’effacement, ou les données qu’il détient encore.',
  'DESTROYED: the lane reported the destruction of your captures, between {from} and {to}.':
    'DÉTRUITES\u00a0: la voie a signalé la destruction de vos captures, entre {from} et {to}.',
  'DESTROYED: the lane reported the destruction of every key of your captures, between {from} and {to}.':
    'DÉTRUITES\u00a0: la voie a signalé la destruction de toutes les clés de vos captures, entre {from} et {to}.',
  'No proof was given that the report is in the ledger.':
    'Aucune preuve n’a été donnée que le rapport figure dans le registre.',
  'The report is in the ledger.': 'Le rapport figure dans le registre.',
  'The report is in the ledger, cosigned by {names}.': 'Le rapport figure dans le registre, cosigné par {names}.',
  'This is not the code of a lane, or a part of it is missing. Scan it again.':
    'Ceci n’est pas le code d’une voie, ou une partie manque. Scannez-le à nouveau.',
  'The server of this page did not issue the code. The lane may belong to another authority, or the code is forged.':
    'Le serveur de cette page n’a pas émis ce code. La voie appartient peut-être à une autre autorité, ou le code est falsifié.',
  'The lane that the code names did not sign it. Tell an officer.':
    'La voie que le code nomme ne l’a pas signé. Prévenez un agent.',
  'Check a gate': 'Vérifier un sas',
  'The code on the screen of a lane is its signed answer to a question of a few seconds ago. Your browser verifies it on this page. The server is asked about the software that the code names, and stores nothing about you.':
    'Le code à l’écran d’une voie est sa réponse signée à une question posée il y a quelques secondes. Votre navigateur le vérifie sur cette page. Le serveur est interrogé sur le logiciel que le code nomme, et n’enregistre rien sur vous.',
  'The key of the server': 'La clé du serveur',
  '64 or 66 digits of hexadecimal. It is used instead of the one that this server states.':
    '64 ou 66 chiffres hexadécimaux. Elle est utilisée à la place de celle que ce serveur indique.',
  '64 or 66 of the digits 0 to 9 and a to f, and nothing else.':
    '64 ou 66 des chiffres 0 à 9 et a à f, et rien d’autre.',
  'This server states its key: {key}': 'Ce serveur indique sa clé : {key}',
  'This server has not stated its key.': 'Ce serveur n’a pas indiqué sa clé.',
  'This proves': 'Cela prouve',
  'This does not prove': 'Cela ne prouve pas',
  'Save this answer': 'Enregistrer cette réponse',
  'The file can be verified later without network.': 'Le fichier peut être vérifié plus tard sans réseau.',
  'Nothing to check yet: touch “Check this gate” on the screen of a lane, and scan its code.':
    'Rien à vérifier pour l’instant : touchez « Vérifier ce sas » à l’écran d’une voie, puis scannez son code.',
  'Asking this server…': 'Interrogation de ce serveur…',
  'The server does not answer, so its key is missing. Enter it below, or try again.':
    'Le serveur ne répond pas, sa clé manque donc. Saisissez-la ci-dessous, ou réessayez.',
  'The lane answered, but the proof of its software is not valid.':
    'La voie a répondu, mais la preuve de son logiciel n’est pas valable.',
  'This code is too old. Scan the code on the screen again.':
    'Ce code est trop ancien. Scannez à nouveau le code à l’écran.',
  'Lane {lane} of {site} answered.': 'La voie {lane} de {site} a répondu.',
  'The lane {kioskId}, enrolled as lane {lane} of {site}, signed this code with its key.':
    'La voie {kioskId}, inscrite comme voie {lane} de {site}, a signé ce code avec sa clé.',
  'That the machine before you is this lane: a false lane can show the code of another one. Compare the place: the sign of your lane must say lane {lane} of {site}.':
    'Que la machine devant vous est cette voie : une fausse voie peut montrer le code d’une autre. Comparez le lieu : le panneau de votre voie doit indiquer la voie {lane} de {site}.',
  'That this page is genuine: a false code can lead to a false page. Compare the address with that of the border service.':
    'Que cette page est authentique : un faux code peut mener à une fausse page. Comparez l’adresse avec celle du service des frontières.',
  'Anything about the devices of the lane, or about what people do with it.':
    'Quoi que ce soit sur les appareils de la voie, ou sur ce que des personnes en font.',
  'It answers a question that the server asked at {time}.': 'Il répond à une question que le serveur a posée à {time}.',
  'It answers a question that the server asked at {time}, {seconds} s before the scan.':
    'Il répond à une question que le serveur a posée à {time}, {seconds} s avant le scan.',
  'By the server, the security chip of the lane proved that the machine was started with approved software.':
    'Selon le serveur, la puce de sécurité de la voie a prouvé que la machine a démarré avec un logiciel approuvé.',
  'By the server, the security chip of the lane proved its start, and no one has approved such a start.':
    'Selon le serveur, la puce de sécurité de la voie a prouvé son démarrage, et personne n’a approuvé un tel démarrage.',
  'The lane has not proved how its machine was started, so its statement about its software is its own.':
    'La voie n’a pas prouvé comment sa machine a démarré ; ce qu’elle déclare sur son logiciel n’est donc que sa propre déclaration.',
  'It states the software “{name}” with the digest {digest}. Two people approved it at {time}: entry {index} of the ledger, cosigned by {count} witnesses.':
    'Elle déclare le logiciel « {name} » d’empreinte {digest}. Deux personnes l’ont approuvé à {time} : entrée {index} du registre, cosignée par {count} témoins.',
  'It states software with the digest {digest}. No approval of it is in force.':
    'Elle déclare un logiciel d’empreinte {digest}. Aucune approbation n’est en vigueur.',
  'It states software with the digest {digest}. No proof of its approval was available.':
    'Elle déclare un logiciel d’empreinte {digest}. Aucune preuve de son approbation n’était disponible.',
  'It states no software: it is a lane for development.':
    'Elle ne déclare aucun logiciel : c’est une voie de développement.',
  'It states software with the digest {digest}. The proof of its approval is not valid ({code}).':
    'Elle déclare un logiciel d’empreinte {digest}. La preuve de son approbation n’est pas valable ({code}).',
};
