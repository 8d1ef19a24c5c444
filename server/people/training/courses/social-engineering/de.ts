import type { CourseText } from '../course.ts';

export const german: CourseText = {
  title: 'Manipulation an der Spur (Social Engineering)',
  lessons: [
    {
      title: 'Die Mittel: Eile, Mitleid, Autorität, Ablenkung',
      paragraphs: [
        'Social Engineering bringt einen Menschen dazu, zu tun, was das System ablehnen würde. An der Spur ist das eine reisende Person, die gleich den Flug verpasst, ein weinendes Kind, ein Anruf von hohem Rang oder ein Streit an der Nachbarspur.',
        'Alles davon kann wahr sein. Die Antwort ist gleich: freundlich bleiben, jeden Schritt einhalten und eine zweite Person holen. Eine echte Not verträgt die Minute, die der richtige Weg dauert.',
      ],
    },
    {
      title: 'Die Schleuse und die Person dahinter',
      paragraphs: [
        'Eine Öffnung gilt für eine Person. Geht eine zweite Person hinter der ersten durch, halten Sie die zweite an und melden es, wie harmlos die beiden auch aussehen.',
        'Öffnen Sie keine Spur von Hand aus Gefälligkeit. Jede Öffnung von Hand braucht einen Grund und Ihren Passkey, und eine andere Person überprüft sie.',
      ],
    },
    {
      title: 'Wer an den Geräten arbeitet',
      paragraphs: [
        'Technisches Personal kommt angekündigt, mit einem Auftrag, den Ihre Leitstelle bestätigen kann. Ein Ausweis oder eine Uniform allein beweist nichts. Fragen Sie die Leitstelle unter der bekannten Nummer, bevor jemand ein Gehäuse öffnet oder ein Gerät anschließt.',
        'Schließen Sie keine Sticks oder Kabel an, die Sie gefunden oder bekommen haben. Geben Sie sie der Person der Sicherheit.',
      ],
    },
    {
      title: 'Ihre Sitzung und Ihr Wissen',
      paragraphs: [
        'Sperren Sie den Bildschirm, wenn Sie den Platz verlassen. Was in Ihrer Sitzung geschieht, wird unter Ihrem Namen aufgezeichnet.',
        'Schlagen Sie nichts über Reisende aus Gefälligkeit nach und erzählen Sie nichts weiter: nicht für das Kollegium, die Presse oder Verwandte. Zweck und Einsicht werden aufgezeichnet, und solche Anfragen werden gemeldet.',
      ],
    },
  ],
  questions: {
    'hurried-traveller': {
      asks: 'Eine verwiesene Person sagt, dass ihr Flug in fünf Minuten geht, und bittet, die Prüfung auszulassen. Was tun Sie?',
      options: {
        a: 'Auslassen, denn die Fluggesellschaft hat schon geprüft.',
        b: 'Auslassen, aber den Namen notieren.',
        c: 'Freundlich bleiben, jeden Schritt tun und eine zweite Person holen, wenn es damit schneller geht.',
      },
      because: 'Eile ist das häufigste Druckmittel. Ehrliche Reisende verlieren nicht mehr als die Zeit der Prüfung.',
    },
    tailgating: {
      asks: 'Zwei Personen, die wie ein Paar aussehen, gehen nach einer Öffnung durch die Schleuse. Was tun Sie?',
      options: {
        a: 'Die zweite Person anhalten, wie alle anderen prüfen und es melden.',
        b: 'Beide gehen lassen, weil sie zusammengehören.',
        c: 'Die Schleuse noch einmal öffnen, damit die Zahl stimmt.',
      },
      because: 'Eine Öffnung gilt für eine geprüfte Person. Die zweite wurde nicht geprüft.',
    },
    technician: {
      asks: 'Eine Person in der Uniform der Wartungsfirma will eine Spur öffnen. Sie war nicht angekündigt. Was tun Sie zuerst?',
      options: {
        a: 'Den Ausweis ansehen und sie beginnen lassen.',
        b: 'Die Leitstelle unter der bekannten Nummer fragen, ob es einen Auftrag gibt.',
        c: 'Die Person nach der Nummer ihrer Firma fragen und dort anrufen.',
      },
      because:
        'Uniform, Ausweis und eine Nummer von der Person können falsch sein. Nur Ihr eigener bekannter Weg bestätigt den Auftrag.',
    },
    'look-up-favour': {
      asks: 'Jemand von einem anderen Standort bittet Sie nachzusehen, ob eine bestimmte Person heute durchgekommen ist. Was tun Sie?',
      options: {
        a: 'Nachsehen, denn die Person arbeitet auch an der Grenze.',
        b: 'Ablehnen, den amtlichen Weg nennen und die Anfrage melden.',
        c: 'Nur Ja oder Nein sagen.',
      },
      because:
        'Ohne einen Zweck aus der eigenen Aufgabe gibt es keinen Grund nachzusehen. Auch Ja oder Nein sind personenbezogene Daten.',
    },
    distraction: {
      asks: 'An der Nachbarspur beginnt ein lauter Streit, während an Ihrer Spur jemand steht. Was tun Sie?',
      options: {
        a: 'Sofort hinüberlaufen.',
        b: 'Die eigene Spur öffnen, um Zeit zu haben.',
        c: 'Hilfe rufen, die eigene Spur geschlossen halten und zuerst die eigene Prüfung beenden.',
      },
      because: 'Ein gestellter Streit lenkt von der Person ab, die durchkommen will.',
    },
    'open-session': {
      asks: 'Sie holen für eine Minute jemanden vom Nachbarplatz. Was tun Sie mit Ihrem Bildschirm?',
      options: {
        a: 'Sperren.',
        b: 'Offen lassen, es ist nur eine Minute.',
        c: 'Von den Reisenden wegdrehen.',
      },
      because: 'Eine Minute genügt für eine Handlung in Ihrem Namen. Nur die Sperre verhindert das.',
    },
    'senior-order': {
      asks: 'Eine Stimme am Telefon nennt einen hohen Rang und befiehlt, jetzt Spur 3 zu öffnen. Was tun Sie?',
      options: {
        a: 'Öffnen, denn Befehl ist Befehl.',
        b: 'Noch einmal nach dem Rang fragen und dann öffnen.',
        c: 'Nicht öffnen und die Anweisung auf einem bekannten Weg durch die Schichtleitung bestätigen lassen.',
      },
      because: 'Eine Stimme beweist keinen Rang. Echte Vorgesetzte nehmen hin, dass Sie zurückfragen.',
    },
  },
};
