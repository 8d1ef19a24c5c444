import type { Catalogue } from '../../../languages/text.ts';

export const fr: Catalogue = {
  Language: 'Langue',
  'This language could not be loaded.': 'Cette langue n’a pas pu être chargée.',
  'Customs questions': 'Questions de la douane',
  'Loading the questions': 'Chargement des questions',
  'You cannot answer in advance here. You will be asked at the gate.':
    'Ici, aucune réponse n’est prise à l’avance. Les questions vous seront posées au sas.',
  'The questions cannot be loaded. You can also answer at the gate.':
    'Les questions ne peuvent pas être chargées. Vous pouvez aussi répondre au sas.',
  'Load the questions again': 'Recharger les questions',
  'Answer here, and show a code at the gate instead of answering there. Your answers stay on this phone: they are in the code only, without your name.':
    'Répondez ici, puis présentez un code au sas au lieu d’y répondre. Vos réponses restent sur ce téléphone : elles ne figurent que dans le code, sans votre nom.',
  'Tick everything that you bring': 'Cochez tout ce que vous apportez',
  'Currency of your amounts': 'Devise de vos montants',
  'In the code: {amount}': 'Dans le code : {amount}',
  'Nothing to declare: make the code': 'Rien à déclarer : créer le code',
  'Make the code': 'Créer le code',
  'Enter a number above zero.': 'Saisissez un nombre supérieur à zéro.',
  'Your code': 'Votre code',
  'When the gate asks the customs questions, hold this code in front of the reader and confirm the answers there.':
    'Quand le sas pose les questions de la douane, présentez ce code au lecteur et confirmez-y les réponses.',
  'Code with your answers': 'Code avec vos réponses',
  'In the code': 'Dans le code',
  'Nothing to declare': 'Rien à déclarer',
  'Valid until {time}, once at each gate. Each person needs a code of their own. A person who photographs the code can read these answers.':
    'Valable jusqu’au {time}, une fois à chaque sas. Chaque personne a besoin de son propre code. Une personne qui photographie le code peut lire ces réponses.',
  'Change the answers': 'Modifier les réponses',
  'Code for another person': 'Code pour une autre personne',
  Cash: 'Argent liquide',
  'Weapons, drugs, protected animals or plants': 'Armes, drogues, animaux ou plantes protégés',
  'Commercial goods': 'Marchandises commerciales',
  Cigarettes: 'Cigarettes',
  Cigarillos: 'Cigarillos',
  Cigars: 'Cigares',
  'Smoking tobacco': 'Tabac à fumer',
  Spirits: 'Spiritueux',
  'Fortified wine, up to 22 % alcohol': 'Vins de liqueur, jusqu’à 22 % d’alcool',
  Wine: 'Vin',
  Beer: 'Bière',
  'Other goods, total value': 'Autres biens, valeur totale',
  'Amount in {currency}': 'Montant en {currency}',
  'Amount in litres': 'Quantité en litres',
  'Amount in grams': 'Quantité en grammes',
  'Number of pieces': 'Nombre de pièces',
  'Many people on this network are making codes. Try again in a minute.':
    'Beaucoup de personnes créent des codes sur ce réseau. Réessayez dans une minute.',
  'The code could not be made. Check the connection and try again, or answer at the gate.':
    'Le code n’a pas pu être créé. Vérifiez la connexion et réessayez, ou répondez au sas.',
};
