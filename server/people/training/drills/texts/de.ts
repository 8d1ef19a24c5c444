import type { DrillScenario, ScenarioText } from '../../vocabulary.ts';

export const GERMAN: { readonly [One in DrillScenario]: ScenarioText } = {
  'own-rights': {
    title: 'Eine Person beantragt eine Befugnis für sich selbst',
    signs: [
      'Die Person, die vorschlägt, und die Person, die die Befugnis bekommt, sind dieselbe.',
      'Die Rolle der vorschlagenden Person darf keine Befugnisse vorschlagen. Die Zeile unter dem Vorschlag nennt die Rolle.',
      'Er verlangt alles auf einmal: Administration, jeder Standort, zu jeder Zeit, für 400 Tage.',
    ],
    advice:
      'Fragen Sie die Person persönlich oder unter einer Nummer aus der Personalliste. Ohne einen Grund, den Sie in einem Satz wiedergeben können, melden Sie den Vorschlag.',
  },
  'unknown-trader': {
    title: 'Ein Schlüssel für ein Unternehmen, das niemand kennt',
    signs: [
      'Das Unternehmen steht in keiner Anmeldung und auf keiner Liste.',
      'Die Rolle der vorschlagenden Person darf keine Schlüssel vorschlagen. Die Zeile unter dem Vorschlag nennt die Rolle.',
      'Er gibt alle Rechte für fast die längste Zeit, und niemand hat den Schlüssel mit dem Unternehmen verglichen.',
    ],
    advice:
      'Rufen Sie das Unternehmen unter einer Nummer an, die Sie kennen, und vergleichen Sie den Prüfwert des Schlüssels. Kennen Sie das Unternehmen nicht, melden Sie den Vorschlag.',
  },
  'unguarded-lanes': {
    title: 'Kontrollspuren ohne Fahndungsliste wegen eines Andrangs',
    signs: [
      'Die Ursache passt nicht zur Maßnahme: Ein Andrang ist kein Grund, die Fahndungsliste wegzulassen.',
      'Die Rolle der vorschlagenden Person darf das nicht vorschlagen. Die Zeile unter dem Vorschlag nennt die Rolle.',
      'Er verlangt die längste Zeit, 24 Stunden, und bleibt tagelang offen. Ein echter muss in einer Viertelstunde genehmigt werden.',
    ],
    advice:
      'Fragen Sie an den Kontrollspuren, ob etwas defekt ist. Braucht die Ursache die Maßnahme nicht, melden Sie den Vorschlag.',
  },
  'opening-of-stranger': {
    title: 'Eine Kontrollspur, die eine fremde Person geöffnet hat',
    signs: [
      'Die Person, die geöffnet hat, hat keine Befugnis an Kontrollspuren. Sie steht auf keiner Liste der Schicht.',
      'Die Ursache sagt, ein Schalter habe entschieden. In der Liste dieser Zeit steht keine Entscheidung eines Schalters.',
      'Die Kontrollspur war nicht offen: Sie zeigt keinen Durchgang, und niemand dort erinnert sich an einen.',
    ],
    advice:
      'Bestätigen Sie nur, was Sie selbst gesehen haben oder was Ihnen eine Person sagt, die Sie persönlich fragen. Sonst melden Sie, dass es keinen Grund gab.',
  },
};
