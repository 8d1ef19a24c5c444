import type { Catalogue } from '../text.ts';

export const signIn: Catalogue = {
  Cancel: 'Annuler',
  Continue: 'Continuer',
  'View the evidence first, then say what you found.':
    'Consultez d’abord les images de contrôle, puis indiquez votre constat.',
  Name: 'Nom',
  '3 to 32 small letters, digits and hyphens. It stays in the ledger and cannot be changed.':
    '3 à 32 lettres minuscules, chiffres et traits d’union. Il reste dans le registre et ne peut pas être modifié.',
  Code: 'Code',
  'I have a code': 'J’ai un code',
  'Set up your sign-in': 'Configurer votre connexion',
  'Looking…': 'Recherche…',
  '30 letters and digits, from an administrator or printed by the server. If you have two halves, type the first, then the second. The code works once.':
    '30 lettres et chiffres, reçus d’un administrateur ou imprimés par le serveur. Si vous avez deux moitiés, saisissez la première, puis la seconde. Le code fonctionne une seule fois.',
  'Back to sign-in': 'Retour à la connexion',
  'As a second person of the role, for acts that need two people':
    'Comme deuxième personne du rôle, pour ce qui demande deux personnes',
  'Development: sign in as an invented person': 'Développement\u00a0: se connecter comme personne fictive',
  'The server did not answer. Try again.': 'Le serveur n’a pas répondu. Réessayez.',
  'My key': 'Ma clé',
  'For {displayName} ({id}). If that is not you, stop here.':
    'Pour {displayName} ({id}). Si ce n’est pas vous, arrêtez ici.',
  'Make a passkey': 'Créer une clé d’accès',
  'Waiting for your passkey…': 'En attente de votre clé d’accès…',
  'Your name': 'Votre nom',
  'Your name at this server': 'Votre nom sur ce serveur',
  'Name of this key': 'Nom de cette clé',
  'Use a password and a code instead': 'Utiliser plutôt un mot de passe et un code',
  'Try again in {time}.': 'Nouvel essai possible dans {time}.',
  'You can try again now.': 'Vous pouvez réessayer maintenant.',
  'I have lost my key': 'J’ai perdu ma clé',
  'If you have a second key, sign in with it and remove the lost one under your account.':
    'Si vous avez une deuxième clé, connectez-vous avec elle et supprimez la clé perdue sous «\u00a0Votre compte\u00a0».',
  'If you have none, go to an administrator in person. They ask for new keys for you; a second administrator agrees. This is never done by telephone or mail.':
    'Si vous n’en avez pas, adressez-vous en personne à un administrateur. Il demande de nouvelles clés pour vous\u00a0; un deuxième administrateur approuve. Cela ne se fait jamais par téléphone ni par courriel.',
  'You get a code on paper. With it you make a new key here. Your old keys and sessions end at the moment the second administrator agrees.':
    'Vous recevez un code sur papier. Avec lui, vous créez ici une nouvelle clé. Vos anciennes clés et sessions prennent fin au moment où le deuxième administrateur approuve.',
  'I have the code': 'J’ai le code',
  Begin: 'Commencer',
  'Asking…': 'Demande en cours…',
  'You need an app on your phone that makes codes. A passkey is safer and quicker.':
    'Il vous faut sur votre téléphone une application qui produit des codes. Une clé d’accès est plus sûre et plus rapide.',
  'Set password': 'Définir le mot de passe',
  'Setting…': 'Définition en cours…',
  'Scan this with the app on your phone, or enter the secret below it.':
    'Scannez ceci avec l’application de votre téléphone, ou saisissez le secret affiché dessous.',
  'The secret of your code generator, to be scanned': 'Le secret de votre générateur de codes, à scanner',
  'New password': 'Nouveau mot de passe',
  'At least 12 characters. Several words are good; a password manager is better.':
    'Au moins 12 caractères. Plusieurs mots conviennent\u00a0; un gestionnaire de mots de passe est préférable.',
  'Code from the app': 'Code de l’application',
  'Reading the ways to sign in…': 'Lecture des modes de connexion…',
  'Lanes continue without it. You can sign in when it answers again.':
    'Les voies continuent sans lui. Vous pourrez vous connecter quand il répondra de nouveau.',
  'You are signed in as {displayName}. <a>Go to your start page</a>, or sign in as another person, which signs you out.':
    'Vous êtes connecté en tant que {displayName}. <a>Allez à votre page d’accueil</a>, ou connectez-vous sous un autre nom, ce qui vous déconnecte.',
  'This server is new': 'Ce serveur est nouveau',
  'It has no administrator yet. At its start it printed two codes, valid for one hour: one for each of two people. <a>Enter one of them</a>. The next start prints new codes.':
    'Il n’a pas encore d’administrateur. À son démarrage, il a affiché deux codes, valables une heure\u00a0: un pour chacune de deux personnes. <a>Saisissez l’un d’eux</a>. Le prochain démarrage affiche de nouveaux codes.',
  'Confirm who you are': 'Confirmez votre identité',
  'This act needs a fresh proof of who you are. The proof is valid for five minutes, in this session only.':
    'Cet acte exige une nouvelle preuve de votre identité. Elle vaut cinq minutes, dans cette session seulement.',
  'Development: confirm': 'Développement\u00a0: confirmer',
  'Use my passkey': 'Utiliser ma clé d’accès',
  'Use this code': 'Utiliser ce code',
  'Or a code from the app on your phone': 'Ou un code de l’application de votre téléphone',
  'Sign in with a passkey': 'Se connecter avec une clé d’accès',
  'Use your security key, phone or computer. You do not need to type a name.':
    'Utilisez votre clé de sécurité, votre téléphone ou votre ordinateur. Vous n’avez pas à saisir de nom.',
  'Sign in with a password and a code': 'Se connecter avec un mot de passe et un code',
  'Signing in…': 'Connexion en cours…',
  Password: 'Mot de passe',
  'Six digits from the app on your phone. Each works once.':
    'Six chiffres de l’application de votre téléphone. Chaque code sert une seule fois.',
  'Passkeys do not work at a bare address. Open this page as {byName}.':
    'Les clés d’accès ne fonctionnent pas avec une simple adresse IP. Ouvrez cette page sous {byName}.',
  'with a passkey': 'avec une clé d’accès',
  'with password and code': 'avec mot de passe et code',
  'as an invented person': 'comme personne fictive',
  'This code makes you an administrator of this server.': 'Ce code fait de vous un administrateur de ce serveur.',
  'You are invited to work with this server.': 'Vous êtes invité à travailler avec ce serveur.',
  'Two administrators have agreed that you get a new key. Your old keys no longer work.':
    'Deux administrateurs ont approuvé que vous receviez une nouvelle clé. Vos anciennes clés ne fonctionnent plus.',
  'Nothing was done: it was cancelled, or it took too long. Try again when you are ready.':
    'Rien n’a été fait\u00a0: l’opération a été annulée ou a duré trop longtemps. Réessayez quand vous êtes prêt.',
  'This key is already registered for you. Use another one.':
    'Cette clé est déjà enregistrée pour vous. Utilisez-en une autre.',
  'Passkeys are bound to a host name, and this page has another address. Open it by the host name.':
    'Les clés d’accès sont liées à un nom d’hôte, et cette page a une autre adresse. Ouvrez-la sous le nom d’hôte.',
  'This browser does not support passkeys. Use a newer one.':
    'Ce navigateur ne prend pas en charge les clés d’accès. Utilisez-en un plus récent.',
  'The browser could not use this key. Try again, or use another key.':
    'Le navigateur n’a pas pu utiliser cette clé. Réessayez, ou utilisez une autre clé.',
  'The password is too short: at least 12 characters. Several words are good.':
    'Le mot de passe est trop court\u00a0: au moins 12 caractères. Plusieurs mots conviennent.',
  'The password is too long: at most 128 characters.': 'Le mot de passe est trop long\u00a0: au plus 128 caractères.',
  'This password is one of the most common.': 'Ce mot de passe est l’un des plus courants.',
  'This password is a repetition or a row of keys.': 'Ce mot de passe est une répétition ou une suite de touches.',
  'This password is little more than your name.': 'Ce mot de passe n’est guère plus que votre nom.',
  'This password was found in a breach elsewhere. Choose one that you use nowhere else.':
    'Ce mot de passe a été trouvé dans une fuite de données. Choisissez-en un que vous n’utilisez nulle part ailleurs.',
  'The code was wrong. Wait for the next one and check the clock of your phone.':
    'Le code n’était pas correct. Attendez le suivant et vérifiez l’heure de votre téléphone.',
  'The sign-in failed. Try again, or use another way.': 'La connexion a échoué. Réessayez, ou utilisez un autre moyen.',
  'This code is not valid: it is wrong, used or expired. Ask for a new one.':
    'Ce code n’est pas valable\u00a0: il est erroné, utilisé ou expiré. Demandez-en un nouveau.',
  'Another person already has this name.': 'Une autre personne porte déjà ce nom.',
  'Enter your name first.': 'Saisissez d’abord votre nom.',
  'This is your last way to sign in. Add another one first.':
    'C’est votre dernier moyen de connexion. Ajoutez-en d’abord un autre.',
  'You are no longer signed in.': 'Vous n’êtes plus connecté.',
  'Your duties do not allow this, or you have as many keys as one person may have.':
    'Vos fonctions ne le permettent pas, ou vous avez déjà le nombre maximal de clés.',
  'Another person must do this: one person cannot decide it alone or for themselves.':
    'Une autre personne doit le faire\u00a0: on ne peut pas en décider seul ni pour soi-même.',
  'This takes two people: one administrator proposes it, another person approves.':
    'Il faut deux personnes\u00a0: un administrateur le propose, une autre personne l’approuve.',
  'This needs a fresh proof that it is you. Nothing was done.':
    'Cela exige une nouvelle preuve de votre identité. Rien n’a été fait.',
  'A value is missing or is not in the expected form. Check what you entered.':
    'Une valeur manque ou n’a pas la forme attendue. Vérifiez votre saisie.',
  'It no longer exists.': 'Cela n’existe plus.',
  'The server does not answer. Nothing was lost; try again.':
    'Le serveur ne répond pas. Rien n’a été perdu\u00a0; réessayez.',
  'Too many attempts. Wait {time}.': 'Trop d’essais. Attendez {time}.',
  'This password is not accepted.': 'Ce mot de passe n’est pas accepté.',
  'The server could not do this. Try again.': 'Le serveur n’a pas pu le faire. Réessayez.',
  'Your passkey did not sign: it was cancelled, or it took too long. Nothing was done. Try again.':
    'Votre clé d’accès n’a pas signé\u00a0: l’opération a été annulée ou a duré trop longtemps. Rien n’a été fait. Réessayez.',
  'Passkeys do not work at this address. Open the console by its own address.':
    'Les clés d’accès ne fonctionnent pas à cette adresse. Ouvrez la console à sa propre adresse.',
  '{count} seconds': { one: 'une seconde', other: '{count} secondes' },
  '{count} minutes': { one: 'une minute', other: '{count} minutes' },
};
