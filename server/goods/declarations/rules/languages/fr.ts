/** The texts of the rules in French. */
import type { RuleWords } from '../rule-texts.ts';

export const fr: RuleWords = {
  CDS10001: ['Cet ensemble de données exige l’élément.', 'Saisissez-le.'],
  CDS10002: [
    'Le modèle de données n’a pas cet élément ici, ou cet ensemble de données ne l’admet pas.',
    'Supprimez-le.',
  ],
  CDS10003: ['L’élément apparaît plus souvent que permis.', 'Supprimez ceux qui sont en trop.'],
  CDS10010: ['La valeur n’a pas la forme de l’élément.', 'Corrigez la longueur, les caractères ou les décimales.'],
  CDS10020: ['La valeur n’est pas dans la liste de codes de l’élément.', 'Choisissez un code de la liste.'],
  CDS11003: [
    'Le nombre d’articles diffère des articles de la déclaration.',
    'Saisissez le nombre d’articles, ou laissez-le vide.',
  ],
  CDS11004: [
    'Le régime n’appartient pas à cet ensemble de données.',
    'Choisissez un régime de l’ensemble de données, ou un autre ensemble.',
  ],
  CDS11006: [
    'La masse nette est égale à la masse brute.',
    'Saisissez la masse brute avec l’emballage, la masse nette sans.',
  ],
  CDS12003: [
    'Le déclarant a utilisé cette référence locale dans les dernières 48 heures.',
    'Utilisez un nouveau numéro de référence local (LRN).',
  ],
  CDS12005: [
    'L’identifiant de l’intervenant n’est pas enregistré.',
    'Saisissez le numéro EORI enregistré de l’intervenant.',
  ],
  CDS12016: [
    'La date d’acceptation est dans le futur ou remonte à plus de 180 jours.',
    'Saisissez la date d’acceptation, de 180 jours au plus.',
  ],
  CDS12056: [
    'Le code d’accise des marchandises n’est pas en vigueur ce jour-là.',
    'Saisissez le code d’accise que le tarif prévoit ce jour-là pour les marchandises.',
  ],
  CDS12057: [
    'Les articles ont des monnaies de facture différentes.',
    'Déclarez ensemble les marchandises d’une même monnaie de facture.',
  ],
  CDS12062: [
    'Cette référence de l’envoi a été utilisée au cours des 12 derniers mois.',
    'Utilisez une nouvelle référence unique d’envoi (UCR).',
  ],
  CDS12071: [
    'L’élément a dans l’en-tête une autre valeur que dans un article.',
    'Gardez-le à un seul des deux endroits.',
  ],
  CDS12073: [
    'L’élément manque dans l’en-tête et dans cet article.',
    'Saisissez-le dans l’en-tête ou dans chaque article.',
  ],
  CDS12145: [
    'Le régime 42 exige le code NIIMP dans les mentions spéciales.',
    'Ajoutez le code, ou choisissez un autre régime.',
  ],
  CDS12149: ['Le régime complémentaire 000 exclut tous les autres.', 'Supprimez 000, ou les autres codes.'],
  C0055: [
    'L’indicateur de conteneur est 0, mais des conteneurs sont déclarés.',
    'Mettez l’indicateur à 1, ou supprimez les conteneurs.',
  ],
  C0060: [
    'Le nombre et les marques des colis ne conviennent pas au type : le vrac n’a pas de nombre, les marchandises non emballées en ont un, les autres types ont un nombre et des marques.',
    'Ajoutez ou supprimez le nombre ou les marques.',
  ],
  C0250: [
    'Un intervenant avec un identifiant enregistré n’a ni nom ni adresse ; un autre a les deux.',
    'Saisissez l’identifiant seul, ou le nom avec la rue, la ville et le pays.',
  ],
  C0298: ['Une quantité a besoin de son unité, et une unité de sa quantité.', 'Saisissez les deux, ou aucun des deux.'],
  C0394: [
    'Les détails du lieu ne conviennent pas à son qualificateur.',
    'Z demande une adresse, W des coordonnées, T le pays et le code postal, les autres un code.',
  ],
  C0505: ['Les adresses de ce pays ont un code postal.', 'Saisissez le code postal.'],
  C0823: [
    'L’indicateur de conteneur est 1, mais aucun conteneur n’est déclaré.',
    'Saisissez un conteneur, ou mettez l’indicateur à 0.',
  ],
  R0219: [
    'Un article a des colis avec et sans le nombre zéro.',
    'Saisissez zéro pour tous les colis de l’article, ou pour aucun.',
  ],
  R0221: [
    'Les colis sont comptés avec un autre article, mais cet article a une masse brute.',
    'Saisissez la masse brute à l’article qui compte les colis.',
  ],
  R0223: ['La masse nette est supérieure à la masse brute.', 'Corrigez l’une des deux.'],
  R0364: [
    'Aucun autre article n’a de colis avec les mêmes marques et un nombre supérieur à zéro.',
    'Saisissez les mêmes marques à l’article qui compte les colis.',
  ],
  R0983: ['Le total est inférieur à la somme des articles.', 'Corrigez le total ou les articles.'],
  R0987: ['Les numéros d’ordre ne sont pas 1, 2, 3 …', 'Numérotez les entrées dans l’ordre.'],
  R0988: ['Les numéros des articles ne sont pas 1, 2, 3 …', 'Numérotez les articles dans l’ordre.'],
  'item-sum': ['Le total de la facture est inférieur à la somme des articles.', 'Corrigez le total ou les articles.'],
  'item-sum-converted': [
    'Le total de la facture est inférieur à la somme des articles, convertie aux taux de change du jour.',
    'Corrigez le total, les articles ou leur monnaie.',
  ],
  'no-rates': [
    'Aucune table de taux de change n’était en vigueur ; ce montant n’a donc pas été comparé à des montants dans une autre monnaie.',
    'Comparez les montants vous-même, ou saisissez-les dans une seule monnaie.',
  ],
  'currency-with-amount': [
    'Un montant a besoin de sa monnaie, et une monnaie de son montant.',
    'Saisissez les deux, ou aucun des deux.',
  ],
  'hs-unknown': [
    'Le code des marchandises ne commence pas par un code du Système harmonisé.',
    'Cherchez le code dans le tarif.',
  ],
  'hs-edition': [
    'Le Système harmonisé de 2022 a la position, mais pas cette sous-position.',
    'Cherchez le code dans le tarif d’aujourd’hui.',
  ],
  'eori-form': ['Un numéro EORI est un code de pays et jusqu’à 15 caractères.', 'Saisissez le numéro EORI.'],
  'container-digit': [
    'Le chiffre de contrôle du numéro de conteneur est faux (ISO 6346).',
    'Comparez-le avec le conteneur.',
  ],
  'ship-digit': ['Le chiffre de contrôle du numéro OMI du navire est faux.', 'Comparez-le avec les papiers du navire.'],
  'mrn-form': [
    'La référence n’a pas la forme d’un numéro de référence du mouvement (MRN).',
    'Saisissez les 18 caractères du MRN.',
  ],
  'mrn-digit': ['Le chiffre de contrôle du MRN est inhabituel.', 'Comparez-le avec le document.'],
  'gtin-digit': [
    'Le chiffre de contrôle du GTIN est faux.',
    'Saisissez les 8 ou 12 à 14 chiffres sous le code-barres.',
  ],
  'decimal-comma': [
    'Le nombre peut se lire de deux façons : une virgule devant trois chiffres.',
    'Écrivez un point devant les décimales et rien entre les milliers.',
  ],
  'h7-value': ['La valeur intrinsèque dépasse 150 EUR.', 'Utilisez l’ensemble de données H1.'],
  'h7-currency': [
    'La valeur n’a pas été comparée à 150 EUR, car la table des taux de change n’a pas sa monnaie.',
    'Saisissez la valeur en euros.',
  ],
  'h7-procedure': [
    'Les marchandises de faible valeur exigent le régime complémentaire C07 ou C08.',
    'Ajoutez le code, ou utilisez l’ensemble de données H1.',
  ],
  'h7-duty': [
    'Du 1er juillet 2026 au 1er juillet 2028, un droit de douane de 3 EUR est dû pour chaque article.',
    'Vous n’avez pas à le saisir : le bureau le calcule.',
  ],
  'h7-declarant': [
    'Depuis le 1er juillet 2026, le titulaire du numéro IOSS, ou son représentant, déclare les marchandises.',
    'Saisissez le titulaire comme déclarant, ou un représentant avec son statut.',
  ],
  'h7-identifiers': [
    'Depuis le 1er novembre 2026, chaque article exige les identifiants de produit du marchand et du fabricant.',
    'Saisissez les deux identifiants dans l’article. Un GTIN est facultatif.',
  ],
  'ioss-form': ['Le rôle FR5 exige un numéro IOSS : IM et dix chiffres.', 'Corrigez le numéro ou le rôle.'],
  'ioss-place': ['Un numéro IOSS figure dans l’en-tête.', 'Déplacez-le de l’article vers l’en-tête.'],
  'ioss-once': ['Un envoi a un seul numéro IOSS.', 'Supprimez les autres.'],
  'mandate-missing': [
    'L’opérateur que la demande nomme n’a donné aucun mandat en vigueur à l’opérateur qui dépose.',
    'Convenez d’abord d’un mandat dans le portail, ou déposez sans nommer un autre opérateur.',
  ],
  'mandate-data-set': [
    'Aucun mandat en vigueur ne couvre cet ensemble de données.',
    'Demandez à l’autre opérateur un mandat qui le nomme.',
  ],
  'mandate-kind': [
    'Le statut du représentant n’est pas celui d’un mandat en vigueur : 2 est la représentation directe, 3 l’indirecte.',
    'Saisissez le statut que porte le mandat.',
  ],
  'mandate-party': [
    'La partie représentée n’est pas celle qui a donné le mandat : le déclarant en représentation directe, sinon l’importateur ou l’exportateur.',
    'Saisissez l’identifiant pour lequel le mandat a été donné.',
  ],
  'xml-not-taken': ['Cet élément du message n’est pas repris.', 'Laissez-le de côté, ou utilisez la forme JSON.'],
};
