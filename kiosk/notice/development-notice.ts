import type { Notice } from './notice.ts';

/**
 * The notice of a development lane, which processes invented travellers: true of what this lane does, but no authority's.
 * Valid through the month after `wallMs`, so that its digest changes once a month.
 */
export function developmentNotice(wallMs: number): Notice {
  const now = new Date(wallMs);
  return {
    version: 'development-1',
    validUntil: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1),
    texts: {
      en: {
        what: 'We read your passport and its chip, and take pictures of your face. All of it stays in this gate.',
        why: 'To check that the passport is yours. The border service receives the result, never your picture.',
        howLong:
          'Deleted as soon as you have passed. If an officer has to help you, it stays locked in this gate for at most one hour.',
        legalBasis: 'Development lane with invented travellers: no legal basis applies.',
        rights:
          'You may choose the desk at any time and need not say why. You may ask the border service what is kept about you and object to it.',
      },
      de: {
        what: 'Wir lesen Ihren Pass und seinen Chip und nehmen Ihr Gesicht auf. Alles bleibt in dieser Schleuse.',
        why: 'Um zu prüfen, ob der Pass Ihrer ist. Die Grenzbehörde erhält das Ergebnis, nie Ihr Bild.',
        howLong:
          'Gelöscht, sobald Sie durchgegangen sind. Muss Ihnen jemand helfen, bleibt es höchstens eine Stunde verschlossen in dieser Schleuse.',
        legalBasis: 'Entwicklungsspur mit erfundenen Reisenden: keine Rechtsgrundlage anwendbar.',
        rights:
          'Sie können jederzeit ohne Begründung den Schalter wählen. Sie können bei der Grenzbehörde Auskunft verlangen und widersprechen.',
      },
      fr: {
        what: 'Nous lisons votre passeport et sa puce et prenons des images de votre visage. Tout reste dans ce sas.',
        why: 'Pour vérifier que le passeport est le vôtre. La police aux frontières reçoit le résultat, jamais votre image.',
        howLong:
          'Effacé dès que vous êtes passé. Si un agent doit vous aider, tout reste verrouillé dans ce sas une heure au plus.',
        legalBasis: 'Sas de développement avec des voyageurs inventés : aucune base légale ne s’applique.',
        rights:
          'Vous pouvez choisir le guichet à tout moment, sans vous justifier. Vous pouvez demander ce qui est conservé et vous y opposer.',
      },
      es: {
        what: 'Leemos su pasaporte y su chip y tomamos imágenes de su rostro. Todo permanece en esta puerta.',
        why: 'Para comprobar que el pasaporte es suyo. El servicio de fronteras recibe el resultado, nunca su imagen.',
        howLong:
          'Se borra en cuanto usted pasa. Si un agente debe ayudarle, queda bajo llave en esta puerta una hora como máximo.',
        legalBasis: 'Puerta de desarrollo con viajeros inventados: no se aplica ninguna base jurídica.',
        rights:
          'Puede elegir el mostrador en cualquier momento sin explicar por qué. Puede preguntar qué se conserva y oponerse.',
      },
      ar: {
        what: 'نقرأ جواز سفرك وشريحته ونلتقط صورًا لوجهك. يبقى كل ذلك داخل هذه البوابة.',
        why: 'للتحقق من أن الجواز لك. تتلقى سلطة الحدود النتيجة فقط، ولا تتلقى صورتك أبدًا.',
        howLong: 'يُحذف فور عبورك. وإذا احتجت إلى مساعدة موظف فيبقى مقفلًا في هذه البوابة ساعة واحدة على الأكثر.',
        legalBasis: 'بوابة تطوير بمسافرين مُختلَقين: لا ينطبق أي أساس قانوني.',
        rights: 'يمكنك اختيار المكتب في أي وقت دون ذكر السبب، ويمكنك السؤال عمّا يُحفظ عنك والاعتراض عليه.',
      },
    },
  };
}
