import type { CourseText } from '../course.ts';

export const german: CourseText = {
  title: 'Phishing und Anfragen zur Genehmigung',
  lessons: [
    {
      title: 'Angreifende brauchen Ihre Genehmigung',
      paragraphs: [
        'Wichtige Änderungen brauchen hier zwei Personen: Eine schlägt vor, eine andere genehmigt. Mit einem gestohlenen Konto versuchen Angreifende deshalb, die zweite Person zur Genehmigung zu bringen. Der Vorschlag ist echt, steht an der richtigen Stelle und trägt den Namen einer Kollegin oder eines Kollegen.',
        'Oft kommt eine Nachricht außerhalb der Konsole dazu: „Bitte schnell genehmigen, die Schicht beginnt.“ Die Eile ist der Angriff. Kein Vorschlag dieses Servers muss in wenigen Minuten beantwortet werden.',
      ],
    },
    {
      title: 'Lesen Sie, was sich ändert, nicht wer fragt',
      paragraphs: [
        'Lesen Sie vor der Genehmigung, was der Vorschlag ändert: den Wert vorher, den Wert nachher, die Personen und die Spuren. Können Sie den Grund nicht in einem Satz erklären, genehmigen Sie nicht.',
        'Fragen Sie die vorschlagende Person auf einem Weg, den Sie kennen: persönlich oder über eine Nummer aus dem Personalverzeichnis. Verwenden Sie keine Nummer und keinen Link aus der Nachricht. Eine Ablehnung kostet nichts; der Vorschlag kann neu gemacht werden.',
      ],
    },
    {
      title: 'Passkeys schützen die Anmeldung, nicht die Entscheidung',
      paragraphs: [
        'Ein Passkey funktioniert nur an der Adresse, für die er gemacht wurde. Bietet der Browser Ihren Passkey nicht an, sind Sie wahrscheinlich auf einer falschen Seite. Suchen Sie keinen anderen Weg: Schließen Sie die Seite und öffnen Sie die Konsole über Ihr eigenes Lesezeichen.',
        'Ein Passkey hilft nicht, wenn Sie etwas bestätigen, das Sie nicht begonnen haben. Fragt Ihr Gerät nach einer Bestätigung, ohne dass Sie etwas getan haben, lehnen Sie ab und melden es. Viele Anfragen hintereinander sind ein Angriff, der auf Ihre Ermüdung zählt.',
      ],
    },
    {
      title: 'Sofort melden',
      paragraphs: [
        'Melden Sie einer Person der Sicherheit sofort eine falsche Seite, eine unerwartete Anfrage oder eine Genehmigung, die Sie bereuen. Nach einer schnellen Meldung können Sitzungen beendet und Änderungen zurückgenommen werden. Niemand wird für eine Meldung bestraft.',
        'Geben Sie nie einen Code zur Einrichtung oder Wiederherstellung weiter. Die zwei Hälften eines Codes zur Wiederherstellung bekommen absichtlich zwei Personen.',
      ],
    },
  ],
  questions: {
    'unexpected-request': {
      asks: 'Unter Entscheidungen erscheint ein Vorschlag aus dem Kollegium, von dem Sie nichts wussten. Was tun Sie zuerst?',
      options: {
        a: 'Genehmigen, denn nur Kolleginnen und Kollegen können Vorschläge machen.',
        b: 'Lesen, was er ändert, und persönlich oder über eine Nummer aus dem Personalverzeichnis nachfragen.',
        c: 'Warten, bis er abläuft, ohne jemandem etwas zu sagen.',
      },
      because:
        'Auch ein gestohlenes Konto kann Vorschläge machen. Der Inhalt und eine Frage auf einem bekannten Weg zeigen, ob er echt ist.',
    },
    'many-requests': {
      asks: 'Ihr Gerät fragt fünfmal hintereinander nach der Bestätigung einer Anmeldung, die Sie nicht begonnen haben. Was tun Sie?',
      options: {
        a: 'Jedes Mal ablehnen und sofort eine Person der Sicherheit informieren.',
        b: 'Einmal bestätigen, damit es aufhört.',
        c: 'Das Gerät ausschalten und es nächste Woche melden.',
      },
      because:
        'Wiederholte Anfragen zählen auf Ermüdung. Eine einzige Bestätigung lässt die angreifende Person herein.',
    },
    'own-address': {
      asks: 'Eine E-Mail sagt, dass Ihre Befugnis heute endet, mit einem Link zur Verlängerung. Wie prüfen Sie das?',
      options: {
        a: 'Den Link öffnen und sehen, ob die Seite richtig aussieht.',
        b: 'Auf die E-Mail antworten und nachfragen.',
        c: 'Die Konsole über das eigene Lesezeichen öffnen und dort die eigenen Befugnisse ansehen.',
      },
      because: 'Seiten und E-Mails sind leicht zu kopieren. Ihr eigenes Lesezeichen führt zur echten Konsole.',
    },
    'passkey-silent': {
      asks: 'Auf der Anmeldeseite bietet der Browser Ihren Passkey nicht an. Welche Ursache müssen Sie zuerst ausschließen?',
      options: {
        a: 'Der Passkey ist abgenutzt.',
        b: 'Die Seite liegt an einer anderen Adresse als die Konsole.',
        c: 'Die Schicht hat noch nicht begonnen.',
      },
      because:
        'Ein Passkey ist an seine Adresse gebunden. Eine falsche Seite an einer anderen Adresse kann ihn nicht verwenden.',
    },
    'urgent-administrator': {
      asks: 'Jemand ruft an, gibt sich als Administration im Bereitschaftsdienst aus und verlangt, dass Sie in zwei Minuten eine Befugnis genehmigen. Was tun Sie?',
      options: {
        a: 'Auflegen und die Administration über eine Nummer aus dem Personalverzeichnis anrufen.',
        b: 'Genehmigen und danach prüfen.',
        c: 'Nach der Personalnummer fragen.',
      },
      because: 'Eile und Autorität sind die Mittel des Angriffs. Eine Personalnummer beweist nichts.',
    },
    'before-approval': {
      asks: 'Was müssen Sie können, bevor Sie einen Vorschlag genehmigen?',
      options: {
        a: 'Den Zeitpunkt nennen, zu dem er gemacht wurde.',
        b: 'Den Namen der vorschlagenden Person wiedererkennen.',
        c: 'Erklären, was sich für wen und warum ändert.',
      },
      because: 'Die zweite Person ist für den Inhalt verantwortlich, nicht nur für die Unterschrift.',
    },
    'after-mistake': {
      asks: 'Sie haben etwas genehmigt und denken eine Minute später, dass es ein Trick war. Was tun Sie?',
      options: {
        a: 'Sofort einer Person der Sicherheit sagen, was Sie genehmigt haben.',
        b: 'Abwarten, ob etwas passiert.',
        c: 'Das Gegenteil vorschlagen und niemandem etwas sagen.',
      },
      because:
        'Eine schnelle Meldung begrenzt den Schaden: Sitzungen können beendet und die Änderung zurückgenommen werden.',
    },
    'enrolment-code': {
      asks: 'Jemand vom Helpdesk fragt nach Ihrem Code zur Einrichtung, um sie „zu beschleunigen“. Was tun Sie?',
      options: {
        a: 'Nur die erste Hälfte vorlesen.',
        b: 'Ablehnen. Einen Code gibt nur die Person ein, der er gehört; niemand sonst braucht ihn.',
        c: 'Ihn per E-Mail schicken, damit es einen Beleg gibt.',
      },
      because: 'Mit Ihrem Code kann sich eine andere Person als Sie einrichten.',
    },
  },
};
