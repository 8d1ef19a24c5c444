import type { Catalogue } from '../text.ts';

export const brand: Catalogue = {
  'The file is larger than 128 KB.': 'Die Datei ist größer als 128 KB.',
  'The SVG contains “{name}”, which is not a shape. Save it as a PNG, or as plain paths.':
    'Das SVG enthält „{name}“, was keine Form ist. Speichern Sie es als PNG oder als einfache Pfade.',
  'The picture has too many details. Use a simpler one.':
    'Das Bild hat zu viele Einzelheiten. Verwenden Sie ein einfacheres.',
  'The file is neither a PNG nor an SVG with shapes only.':
    'Die Datei ist weder ein PNG noch ein SVG, das nur aus Formen besteht.',
  'Present brand': 'Jetziges Erscheinungsbild',
  'The look of Postern.': 'Das Aussehen von Postern.',
  'Saved. Raise its number if lanes have one, then two people sign it: npm run documents -- sign brand.':
    'Gespeichert. Erhöhen Sie die Nummer, wenn Kontrollspuren schon eines haben; dann unterschreiben zwei Personen: npm run documents -- sign brand.',
  'Save for lanes': 'Für Kontrollspuren speichern',
  'Propose the look of Postern': 'Das Aussehen von Postern vorschlagen',
  'Name of the agency': 'Name der Behörde',
  'Propose a brand': 'Ein Erscheinungsbild vorschlagen',
  'Another administrator sees the same preview and approves it under Decisions.':
    'Ein anderer Administrator sieht dieselbe Vorschau und stimmt unter Entscheidungen zu.',
  'One of the colours is hard to read. Use the nearest one that passes.':
    'Eine der Farben ist nicht gut lesbar. Verwenden Sie die nächstliegende.',
  'At most 40 characters. It appears at the top of each page.': 'Höchstens 40 Zeichen. Er steht oben auf jeder Seite.',
  'Own colours': 'Eigene Farben',
  'Accent on light, and on lanes': 'Akzent auf hellem Grund und an Kontrollspuren',
  'Accent on dark': 'Akzent auf dunklem Grund',
  'Drawn as {width} × {height} pixels.': 'Gezeichnet mit {width} × {height} Pixeln.',
  Logo: 'Logo',
  'PNG, or SVG with shapes only, at most 128 KB, for a white background. May be empty.':
    'PNG oder SVG nur aus Formen, höchstens 128 KB, für weißen Grund. Kann leer bleiben.',
  Brand: 'Erscheinungsbild',
  'Sets the name, logo and colours of the agency for the consoles. A colour that cannot be read well is refused with its contrast and the nearest colour that passes. Two administrators change the brand. For lanes, save it as a document, which two people sign.':
    'Legt Name, Logo und Farben der Behörde für die Konsolen fest. Eine Farbe, die nicht gut lesbar ist, wird mit ihrem Kontrast und der nächstliegenden geeigneten Farbe abgelehnt. Zwei Administratoren ändern das Erscheinungsbild. Für Kontrollspuren wird es als Dokument gespeichert, das zwei Personen unterschreiben.',
  'Propose the name, logo and colours of the consoles': 'Name, Logo und Farben der Konsolen vorschlagen',
  'Approve the name, logo and colours of the consoles': 'Name, Logo und Farben der Konsolen zustimmen',
  'Use {colour}': '{colour} verwenden',
  'The lowest contrast is {ratio}:1, {needed}:1 is needed.':
    'Der niedrigste Kontrast ist {ratio}:1, nötig ist {needed}:1.',
  'The contrast with {ground} is {ratio}:1, {needed}:1 is needed. The nearest colour that passes is {nearest}.':
    'Der Kontrast zu {ground} ist {ratio}:1, nötig ist {needed}:1. Die nächstliegende geeignete Farbe ist {nearest}.',
  'It resembles a colour that means danger ({like}). The nearest colour that passes is {nearest}.':
    'Sie gleicht einer Farbe, die Gefahr bedeutet ({like}). Die nächstliegende geeignete Farbe ist {nearest}.',
  'Consoles, light': 'Konsolen, hell',
  'Consoles, dark': 'Konsolen, dunkel',
  'Consoles, light, more contrast': 'Konsolen, hell, mehr Kontrast',
  'Consoles, dark, more contrast': 'Konsolen, dunkel, mehr Kontrast',
  'Screen of the lane': 'Bildschirm der Kontrollspur',
  Preview: 'Vorschau',
  'A link': 'Ein Link',
  'A button': 'Eine Schaltfläche',
  'The consoles return to the look of Postern.': 'Die Konsolen kehren zum Aussehen von Postern zurück.',
  'The consoles carry the name “{name}”.': 'Die Konsolen tragen den Namen „{name}“.',
  'none ## a logo': 'keines',
  'a picture of {count} characters': 'ein Bild mit {count} Zeichen',
  'those of Postern': 'die von Postern',
  'A brand of the consoles': 'Ein Erscheinungsbild der Konsolen',
};
