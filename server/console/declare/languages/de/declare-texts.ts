import type { Catalogue } from '../../../languages/text.ts';

export const de: Catalogue = {
  Language: 'Sprache',
  'This language could not be loaded.': 'Diese Sprache konnte nicht geladen werden.',
  'Customs questions': 'Fragen des Zolls',
  'Loading the questions': 'Fragen werden geladen',
  'You cannot answer in advance here. You will be asked at the gate.':
    'Hier werden keine Antworten im Voraus angenommen. Sie werden an der Schleuse gefragt.',
  'The questions cannot be loaded. You can also answer at the gate.':
    'Die Fragen können nicht geladen werden. Sie können auch an der Schleuse antworten.',
  'Load the questions again': 'Fragen noch einmal laden',
  'Answer here, and show a code at the gate instead of answering there. Your answers stay on this phone: they are in the code only, without your name.':
    'Antworten Sie hier, und zeigen Sie an der Schleuse einen Code, statt dort zu antworten. Ihre Antworten bleiben auf diesem Telefon: Sie stehen nur im Code, ohne Ihren Namen.',
  'Tick everything that you bring': 'Kreuzen Sie alles an, was Sie mitbringen',
  'Currency of your amounts': 'Währung Ihrer Beträge',
  'In the code: {amount}': 'Im Code: {amount}',
  'Nothing to declare: make the code': 'Nichts anzumelden: Code erstellen',
  'Make the code': 'Code erstellen',
  'Enter a number above zero.': 'Geben Sie eine Zahl über null ein.',
  'Your code': 'Ihr Code',
  'When the gate asks the customs questions, hold this code in front of the reader and confirm the answers there.':
    'Wenn die Schleuse die Fragen des Zolls stellt, halten Sie diesen Code vor das Lesegerät und bestätigen Sie dort die Antworten.',
  'Code with your answers': 'Code mit Ihren Antworten',
  'In the code': 'Im Code',
  'Nothing to declare': 'Nichts anzumelden',
  'Valid until {time}, once at each gate. Each person needs a code of their own. A person who photographs the code can read these answers.':
    'Gültig bis {time}, an jeder Schleuse einmal. Jede Person braucht einen eigenen Code. Wer den Code fotografiert, kann diese Antworten lesen.',
  'Change the answers': 'Antworten ändern',
  'Code for another person': 'Code für eine andere Person',
  Cash: 'Bargeld',
  'Weapons, drugs, protected animals or plants': 'Waffen, Drogen, geschützte Tiere oder Pflanzen',
  'Commercial goods': 'Waren für Handel oder Gewerbe',
  Cigarettes: 'Zigaretten',
  Cigarillos: 'Zigarillos',
  Cigars: 'Zigarren',
  'Smoking tobacco': 'Rauchtabak',
  Spirits: 'Spirituosen',
  'Fortified wine, up to 22 % alcohol': 'Likörwein und Ähnliches bis 22 % Alkohol',
  Wine: 'Wein',
  Beer: 'Bier',
  'Other goods, total value': 'Andere Waren, Gesamtwert',
  'Amount in {currency}': 'Betrag in {currency}',
  'Amount in litres': 'Menge in Litern',
  'Amount in grams': 'Menge in Gramm',
  'Number of pieces': 'Anzahl in Stück',
  'Many people on this network are making codes. Try again in a minute.':
    'In diesem Netz erstellen gerade viele Personen Codes. Versuchen Sie es in einer Minute noch einmal.',
  'The code could not be made. Check the connection and try again, or answer at the gate.':
    'Der Code konnte nicht erstellt werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal, oder antworten Sie an der Schleuse.',
};
