import type { Catalogue } from '../text.ts';

export const brand: Catalogue = {
  'The file is larger than 128 KB.': 'Le fichier dépasse 128 Ko.',
  'The SVG contains “{name}”, which is not a shape. Save it as a PNG, or as plain paths.':
    'Le SVG contient «\u00a0{name}\u00a0», qui n’est pas une forme. Enregistrez-le en PNG, ou en simples tracés.',
  'The picture has too many details. Use a simpler one.': 'L’image a trop de détails. Utilisez-en une plus simple.',
  'The file is neither a PNG nor an SVG with shapes only.':
    'Le fichier n’est ni un PNG ni un SVG fait uniquement de formes.',
  'Present brand': 'Identité visuelle actuelle',
  'The look of Postern.': 'L’apparence de Postern.',
  'Saved. Raise its number if lanes have one, then two people sign it: npm run documents -- sign brand.':
    'Enregistré. Augmentez le numéro si des voies en ont déjà une, puis deux personnes signent\u00a0: npm run documents -- sign brand.',
  'Save for lanes': 'Enregistrer pour les voies',
  'Propose the look of Postern': 'Proposer l’apparence de Postern',
  'Name of the agency': 'Nom de l’autorité',
  'Propose a brand': 'Proposer une identité visuelle',
  'Another administrator sees the same preview and approves it under Decisions.':
    'Un autre administrateur voit le même aperçu et l’approuve sous Décisions.',
  'One of the colours is hard to read. Use the nearest one that passes.':
    'L’une des couleurs n’est pas assez lisible. Utilisez la plus proche.',
  'At most 40 characters. It appears at the top of each page.':
    '40 caractères au plus. Il figure en haut de chaque page.',
  'Own colours': 'Couleurs propres',
  'Accent on light, and on lanes': 'Accent sur fond clair et sur les voies',
  'Accent on dark': 'Accent sur fond sombre',
  'Drawn as {width} × {height} pixels.': 'Dessiné en {width} × {height} pixels.',
  Logo: 'Logo',
  'PNG, or SVG with shapes only, at most 128 KB, for a white background. May be empty.':
    'PNG, ou SVG fait uniquement de formes, 128 Ko au plus, pour fond blanc. Peut rester vide.',
  Brand: 'Identité visuelle',
  'Sets the name, logo and colours of the agency for the consoles. A colour that cannot be read well is refused with its contrast and the nearest colour that passes. Two administrators change the brand. For lanes, save it as a document, which two people sign.':
    'Fixe le nom, le logo et les couleurs de l’autorité pour les consoles. Une couleur peu lisible est refusée avec son contraste et la couleur la plus proche qui convient. Deux administrateurs changent l’identité visuelle. Pour les voies, enregistrez-la comme document, que deux personnes signent.',
  'Propose the name, logo and colours of the consoles': 'Proposer le nom, le logo et les couleurs des consoles',
  'Approve the name, logo and colours of the consoles': 'Approuver le nom, le logo et les couleurs des consoles',
  'Use {colour}': 'Utiliser {colour}',
  'The lowest contrast is {ratio}:1, {needed}:1 is needed.':
    'Le contraste le plus faible est {ratio}:1, il faut {needed}:1.',
  'The contrast with {ground} is {ratio}:1, {needed}:1 is needed. The nearest colour that passes is {nearest}.':
    'Le contraste avec {ground} est {ratio}:1, il faut {needed}:1. La couleur la plus proche qui convient est {nearest}.',
  'It resembles a colour that means danger ({like}). The nearest colour that passes is {nearest}.':
    'Elle ressemble à une couleur qui signale un danger ({like}). La couleur la plus proche qui convient est {nearest}.',
  'Consoles, light': 'Consoles, clair',
  'Consoles, dark': 'Consoles, sombre',
  'Consoles, light, more contrast': 'Consoles, clair, contraste renforcé',
  'Consoles, dark, more contrast': 'Consoles, sombre, contraste renforcé',
  'Screen of the lane': 'Écran de la voie',
  Preview: 'Aperçu',
  'A link': 'Un lien',
  'A button': 'Un bouton',
  'The consoles return to the look of Postern.': 'Les consoles reviennent à l’apparence de Postern.',
  'The consoles carry the name “{name}”.': 'Les consoles portent le nom «\u00a0{name}\u00a0».',
  'none ## a logo': 'aucun',
  'a picture of {count} characters': 'une image de {count} caractères',
  'those of Postern': 'celles de Postern',
  'A brand of the consoles': 'Une identité visuelle des consoles',
};
