import type { CourseText } from '../course.ts';

export const german: CourseText = {
  title: 'Verzerrung und blindes Vertrauen in Automatik',
  lessons: [
    {
      title: 'Die Spur kann auf zwei Arten irren',
      paragraphs: [
        'Eine falsche Übereinstimmung nimmt eine andere Person an. Eine falsche Nichtübereinstimmung lehnt die richtige Person ab. Eine Schwelle, die den einen Fehler seltener macht, macht den anderen häufiger. Keine Einstellung beseitigt beide.',
        'Eine Verweisung ist deshalb kein Verdacht. Die meisten verwiesenen Reisenden sind echt: Das Licht war schlecht, das Bild im Dokument ist alt, oder der Chip war nicht lesbar.',
      ],
    },
    {
      title: 'Blindes Vertrauen (Automation Bias)',
      paragraphs: [
        'Menschen, die mit einer guten Maschine arbeiten, vertrauen ihr bald, ohne hinzusehen. Sie übersehen ihre Fehler und folgen ihrem falschen Rat. Erfahrung schützt davor nicht; Eile verschlimmert es.',
        'Bilden Sie Ihr eigenes Urteil, bevor Sie das Ergebnis der Spur ansehen. Das Gesetz verlangt es: Die beaufsichtigende Person muss das System außer Acht lassen, übersteuern oder anhalten können.',
      ],
    },
    {
      title: 'Menschen vergleichen fremde Gesichter schlecht',
      paragraphs: [
        'In einer Studie mit Passbediensteten wurde etwa jedes siebte falsche Bild für die Person gehalten, die vor ihnen stand. Die Dienstjahre machten keinen Unterschied.',
        'Vergleichen Sie Merkmal für Merkmal: Ohren, Nase, Narben, Form des Gesichts. Haare, Bart und Brille ändern sich. Bitten Sie im Zweifel um eine Zweitmeinung, und sagen Sie nicht zuerst, was Sie denken.',
      ],
    },
    {
      title: 'Gruppen und Fairness',
      paragraphs: [
        'Die Fehlerraten der Gesichtserkennung unterscheiden sich nach Geschlecht, Alter und Herkunft, und Menschen erkennen Gesichter aus ihrer eigenen Umgebung besser. Beide Fehler können in dieselbe Richtung gehen.',
        'Prüfen Sie den Fall, nicht die Gruppe. Weder Herkunft noch Kleidung noch Name ist ein Grund für eine Entscheidung. Werden an einer Spur Reisende einer Gruppe häufiger verwiesen, melden Sie es: Die Zahlen werden geprüft.',
      ],
    },
  ],
  questions: {
    'machine-right': {
      asks: 'Die Spur meldet eine Übereinstimmung, aber für Sie sieht die Person anders aus als das Bild im Dokument. Was tun Sie?',
      options: {
        a: 'Der Spur vertrauen, denn sie misst genau.',
        b: 'Den Zweifel ernst nehmen, von Hand prüfen und um eine Zweitmeinung bitten.',
        c: 'Die Person gehen lassen und eine Notiz schreiben.',
      },
      because:
        'Falsche Übereinstimmungen kommen vor. Ihr unabhängiger Blick ist der Grund, warum ein Mensch die Spur beaufsichtigt.',
    },
    'two-errors': {
      asks: 'Was sagt eine Verweisung wegen des Gesichts über die reisende Person?',
      options: {
        a: 'Dass das Dokument gefälscht ist.',
        b: 'Dass es eine andere Person ist.',
        c: 'Nur, dass die Spur nicht sicher genug war. Die meisten sind echt.',
      },
      because:
        'Eine falsche Nichtübereinstimmung ist viel häufiger als ein Täuschungsversuch. Behandeln Sie die Person entsprechend.',
    },
    'unfamiliar-faces': {
      asks: 'Wie gut vergleichen Menschen, auch erfahrene, eine fremde Person mit einem Bild?',
      options: {
        a: 'Mit Fehlern in einem beträchtlichen Teil der Fälle, auch nach vielen Dienstjahren.',
        b: 'Nach einigen Jahren fast ohne Fehler.',
        c: 'Immer besser als eine Maschine.',
      },
      because: 'Studien mit Passbediensteten fanden viele Fehler und keine Wirkung der Dienstjahre.',
    },
    groups: {
      asks: 'Ihnen fällt auf, dass eine Spur ältere Reisende häufiger verweist als andere. Was tun Sie?',
      options: {
        a: 'Nichts, denn Maschinen behandeln alle gleich.',
        b: 'Es melden, damit die Zahlen geprüft werden.',
        c: 'Ältere Reisende durchwinken.',
      },
      because:
        'Fehlerraten können sich zwischen Gruppen unterscheiden. Die Zahlen zeigen, ob es so ist; Durchwinken ist ein neues Risiko.',
    },
    'own-look': {
      asks: 'In welcher Reihenfolge prüfen Sie eine Verweisung, um blindes Vertrauen zu vermeiden?',
      options: {
        a: 'Zuerst das Ergebnis der Spur, dann die Person.',
        b: 'Nur das Ergebnis der Spur.',
        c: 'Zuerst Dokument und Person, dann das Ergebnis der Spur.',
      },
      because: 'Wer zuerst das Ergebnis sieht, sucht nach dem, was es bestätigt.',
    },
    override: {
      asks: 'Dürfen Sie gegen das Ergebnis der Spur entscheiden?',
      options: {
        a: 'Ja. Mit einem Grund und mit den Schritten, die das Verfahren verlangt.',
        b: 'Nein, das Ergebnis der Spur bindet.',
        c: 'Nur, wenn sich die reisende Person beschwert.',
      },
      because: 'Menschliche Aufsicht heißt Recht und Pflicht zum Übersteuern. Der Grund wird aufgezeichnet.',
    },
    'attention-test': {
      asks: 'Eine Verweisung stellt sich als Aufmerksamkeitstest heraus. Wozu dient er?',
      options: {
        a: 'Um langsame Bedienstete zu bestrafen.',
        b: 'Um die Aufmerksamkeit zu erhalten, wo echte Fälle selten sind.',
        c: 'Um die Kamera zu prüfen.',
      },
      because: 'Wo fast alles echt ist, lässt die Aufmerksamkeit nach. Tests wirken dem entgegen.',
    },
  },
};
