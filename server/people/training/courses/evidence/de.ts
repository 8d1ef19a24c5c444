import type { CourseText } from '../course.ts';

export const german: CourseText = {
  title: 'Regeln für Kontrollaufnahmen',
  lessons: [
    {
      title: 'Aufnahmen bleiben in der Spur',
      paragraphs: [
        'Die Bilder einer reisenden Person bleiben versiegelt in der Spur. Der Server hat keines davon. Eine Einsicht bringt sie für kurze Zeit in Ihren Browser, für einen Zweck, den Sie nennen.',
        'Jede Einsicht braucht Ihren Passkey, und Spur und Nachweisregister halten sie fest: wer, wann, welche Person, welcher Zweck. Niemand kann diese Aufzeichnung entfernen.',
      ],
    },
    {
      title: 'Nur für Ihre Aufgabe ansehen',
      paragraphs: [
        'Sie dürfen Aufnahmen einer Verweisung ansehen, die Sie übernommen haben, oder wenn um Ihre Zweitmeinung gebeten wird. Neugier, eine Gefälligkeit oder eine bekannte Person ist kein Zweck.',
        'Nennen Sie den wahren Zweck. Ein falscher Zweck ist schlimmer als keiner: Er macht die Aufzeichnung falsch, und ungewöhnliche Einsichten werden gefunden.',
      ],
    },
    {
      title: 'Keine Kopien machen',
      paragraphs: [
        'Fotografieren und drucken Sie den Bildschirm nicht, und beschreiben Sie kein Gesicht in einer Nachricht. Eine Kopie außerhalb der Spur hat keine Frist, keine Aufzeichnung und keine Löschung.',
        'Ist die Verweisung erledigt, vernichtet die Spur die Schlüssel. Aufnahmen, die länger bleiben müssen, brauchen eine Löschsperre, die zwei Personen vereinbaren. Schlagen Sie sie rechtzeitig vor; Gelöschtes kommt nicht zurück.',
      ],
    },
    {
      title: 'Rechte der Reisenden',
      paragraphs: [
        'Reisende dürfen fragen, was über sie aufbewahrt wird. Geben Sie jede Anfrage am selben Tag an den Datenschutz weiter; sie braucht weder Form noch Grund. Beantworten Sie sie nicht selbst.',
        'Denken Sie, dass Aufnahmen ohne Zweck angesehen wurden oder die Spur verlassen haben, melden Sie es sofort. Eine Verletzung muss der Aufsichtsbehörde eventuell binnen 72 Stunden gemeldet werden.',
      ],
    },
  ],
  questions: {
    curiosity: {
      asks: 'An der Nachbarspur wurde eine bekannte Schauspielerin verwiesen. Sie haben damit nichts zu tun. Dürfen Sie die Aufnahmen ansehen?',
      options: {
        a: 'Ja, im Kontrolldienst dürfen alle alle Verweisungen sehen.',
        b: 'Nein. Ohne eigene Aufgabe gibt es keinen Zweck.',
        c: 'Ja, wenn man sie schnell wieder schließt.',
      },
      because: 'Ansehen ist nur für die eigene Aufgabe erlaubt. Die Einsicht würde unter Ihrem Namen aufgezeichnet.',
    },
    purpose: {
      asks: 'Keiner der angebotenen Zwecke passt zu Ihrem Grund. Was tun Sie?',
      options: {
        a: 'Den ersten wählen.',
        b: 'Den wählen, der am häufigsten verwendet wird.',
        c: 'Nicht ansehen und die Schichtleitung fragen.',
      },
      because:
        'Passt kein rechtmäßiger Zweck, gibt es keinen Grund zur Einsicht. Ein falscher Zweck macht die Aufzeichnung falsch.',
    },
    photograph: {
      asks: 'Jemand will den Bildschirm mit dem Telefon fotografieren, um ein Gesicht später zu vergleichen. Was sagen Sie?',
      options: {
        a: 'Nein. Eine Kopie hat keine Frist und keine Aufzeichnung. Mit einem Zweck kann eine andere Person es erneut ansehen.',
        b: 'Ja, wenn der Name nicht zu sehen ist.',
        c: 'Ja, wenn das Bild am Abend gelöscht wird.',
      },
      because:
        'Ein Gesicht ist auch ohne Namen ein biometrisches Datum. Die einzige rechtmäßige Kopie ist die versiegelte in der Spur.',
    },
    'after-resolution': {
      asks: 'Sie haben vor einer Stunde eine Verweisung erledigt und wollen die Aufnahmen noch einmal sehen. Was ist mit ihnen geschehen?',
      options: {
        a: 'Der Server bewahrt sie ein Jahr auf.',
        b: 'Die Spur hat ihre Schlüssel vernichtet, außer eine Löschsperre oder eine Aufbewahrungsklasse hält sie.',
        c: 'Ihr Browser hat sie behalten.',
      },
      because:
        'Auf die Erledigung folgt die Löschung. Die Schlüssel sind vernichtet, und keine Sicherung öffnet die Aufnahmen.',
    },
    hold: {
      asks: 'Ein Gericht wird die Aufnahmen einer offenen Verweisung brauchen. Welcher Weg ist richtig?',
      options: {
        a: 'Die Verweisung offen lassen, bis das Gericht fragt.',
        b: 'Die Bilder auf einem Stick speichern.',
        c: 'Eine Löschsperre mit Grund vorschlagen, bevor die Verweisung erledigt wird.',
      },
      because: 'Nur eine Löschsperre hält Aufnahmen länger. Zwei Personen vereinbaren sie, und sie hat ein Ende.',
    },
    'second-opinion': {
      asks: 'Sie werden um eine Zweitmeinung gebeten. Was müssen Sie vor der Antwort tun?',
      options: {
        a: 'Die Kontrollaufnahmen selbst ansehen und selbst urteilen.',
        b: 'Die fragende Person nach ihrer Meinung fragen.',
        c: 'Zustimmen, denn die fragende Person hat die reisende Person gesehen.',
      },
      because: 'Eine Zweitmeinung hat nur Wert, wenn sie unabhängig ist.',
    },
    'request-of-traveller': {
      asks: 'Am Schalter fragt eine reisende Person, welche Daten Sie über sie haben. Was tun Sie?',
      options: {
        a: 'Sagen, was auf dem Bildschirm steht.',
        b: 'Die Anfrage annehmen und am selben Tag an den Datenschutz weitergeben.',
        c: 'Bitten, mit anwaltlicher Vertretung wiederzukommen.',
      },
      because: 'Das Auskunftsrecht braucht weder Form noch Grund. Der Datenschutz antwortet in der gesetzlichen Frist.',
    },
  },
};
