/** The terms of agreements with partners, on the pages of the console and of the portal of partners. */
import type { Catalogue } from '../text.ts';

export const agreements: Catalogue = {
  'Type of document': 'Type de document',
  'Differences from the version before': 'Différences avec la version précédente',
  Deliveries: 'Livraisons',
  'A pseudonym for each decision on a document of {states}. Lanes make it, and only the partner can open it.':
    'Un pseudonyme pour chaque décision sur un document de {states}. Les voies le calculent, et seul le partenaire peut l’ouvrir.',
  'How many decisions were on documents of the partner’s blind list {list}, and how many on others. Only documents of {states} are compared.':
    'Combien de décisions portaient sur des documents de la liste aveugle {list} du partenaire, et combien sur d’autres. Seuls les documents de {states} sont comparés.',
  'The list has at least {smallest} documents.': 'La liste contient au moins {smallest} documents.',
  'One count for each combination of {fields}.': 'Un nombre pour chaque combinaison de {fields}.',
  'Daily, {count} days after the day ends.': {
    one: 'Chaque jour, {count} jour après la fin du jour.',
    other: 'Chaque jour, {count} jours après la fin du jour.',
  },
  'Weekly, {count} days after the week ends.': {
    one: 'Chaque semaine, {count} jour après la fin de la semaine.',
    other: 'Chaque semaine, {count} jours après la fin de la semaine.',
  },
  'Monthly, {count} days after the month ends.': {
    one: 'Chaque mois, {count} jour après la fin du mois.',
    other: 'Chaque mois, {count} jours après la fin du mois.',
  },
  'Noise of ε {epsilon} is added to each count.': 'Un bruit de ε {epsilon} est ajouté à chaque nombre.',
  'Counts below {least} are left out.': 'Les nombres inférieurs à {least} sont omis.',
  '{list}, a blind list: at most {documents} documents and {mebibytes} MiB. A publication changes at most {share} % of it, and is at most {hours} h old when it arrives.':
    '{list}, une liste aveugle : au plus {documents} documents et {mebibytes} Mio. Une publication en change au plus {share} % et date au plus de {hours} h à son arrivée.',
  '{list}: at most {documents} documents and {mebibytes} MiB. A publication changes at most {share} % of it, and is at most {hours} h old when it arrives.':
    '{list} : au plus {documents} documents et {mebibytes} Mio. Une publication en change au plus {share} % et date au plus de {hours} h à son arrivée.',
};
