import type { Words } from './words.ts';

/** Keeps a desk's Latin name in one piece within right-to-left text (UAX #9 isolates). */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export const ar: Words = {
  language: 'العربية',
  direction: 'rtl',
  starting: { title: 'لحظة من فضلك', detail: 'البوابة قيد التجهيز.' },
  welcome: { title: 'أهلًا وسهلًا', detail: 'المس «ابدأ» أو ضع جواز سفرك على القارئ.' },
  start: 'ابدأ',
  notice: { title: 'قبل أن نبدأ', detail: 'يُرجى قراءة ما تفعله هذه البوابة ببياناتك.' },
  noticeHeadings: {
    what: 'ماذا نفعل',
    why: 'لماذا',
    howLong: 'كم من الوقت',
    legalBasis: 'الأساس القانوني',
    rights: 'حقوقك',
  },
  continue: 'متابعة',
  document: {
    title: 'ضع جواز سفرك على القارئ',
    detail: 'صفحة الصورة إلى الأسفل. اتركه حتى تتغيّر هذه الصورة.',
  },
  face: { title: 'انظر إلى الكاميرا', detail: 'اجعل حدود الوجه داخل الشكل البيضوي.' },
  turnLeft: { title: 'أدر رأسك إلى اليسار', detail: 'اتبع السهم.' },
  turnRight: { title: 'أدر رأسك إلى اليمين', detail: 'اتبع السهم.' },
  wait: { title: 'لحظة من فضلك', detail: 'يستغرق ذلك بضع ثوانٍ.' },
  deciding: { title: 'لحظة من فضلك', detail: 'يستغرق ذلك بضع ثوانٍ.' },
  opening: { title: 'البوابة تُفتح الآن', detail: 'خذ جواز سفرك معك.' },
  passage: { title: 'تفضّل بالعبور', detail: 'خذ جواز سفرك وأمتعتك معك.' },
  referred: (desk) => ({
    title: `تفضّل إلى المكتب ${isolated(desk)}`,
    detail: 'سيساعدك موظف هناك. خذ جواز سفرك معك.',
  }),
  understood: 'حسنًا',
  outOfService: (desk) => ({
    title: 'هذه البوابة مغلقة',
    detail: `يُرجى استخدام بوابة أخرى أو التوجه إلى المكتب ${isolated(desk)}.`,
  }),
  hints: {
    'document-again': {
      title: 'ضع جواز سفرك مرة أخرى من فضلك',
      detail: 'صفحة الصورة مسطّحة إلى الأسفل. لا ترفعه حتى تتغيّر هذه الصورة.',
    },
    'stand-alone': { title: 'شخص واحد فقط من فضلك', detail: 'يمكن للآخرين أن يتبعوك بعد ذلك.' },
    'step-into-view': { title: 'قف أمام الكاميرا من فضلك', detail: 'قف على العلامة المرسومة على الأرض.' },
    'face-again': { title: 'لنحاول مرة أخرى', detail: 'انظر إلى الكاميرا دون قبعة أو نظارة شمسية.' },
  },
  advice: {
    'one-person-only': { title: 'شخص واحد فقط من فضلك', detail: 'يمكن للآخرين أن يتبعوك بعد ذلك.' },
    'step-back': { title: 'ارجع خطوة إلى الوراء', detail: 'أنت قريب جدًا من الكاميرا.' },
    centre: { title: 'تحرّك إلى الوسط', detail: 'اجعل حدود الوجه داخل الشكل البيضوي.' },
    'come-closer': { title: 'اقترب قليلًا', detail: 'حتى تملأ حدود الوجه الشكل البيضوي.' },
    'look-straight': { title: 'انظر مباشرة إلى الكاميرا', detail: 'الرأس مستقيم والعينان نحو الكاميرا.' },
    'more-light': { title: 'استدر نحو الضوء', detail: 'قد تلقي القبعة أو غطاء الرأس ظلًا.' },
    'hold-still': { title: 'اثبت مكانك', detail: 'للحظة فقط.' },
  },
  reconnecting: { title: 'لحظة من فضلك', detail: 'سنتابع حالًا.' },
  connectionLost: (desk) => ({
    title: desk === undefined ? 'تفضّل إلى المكتب' : `تفضّل إلى المكتب ${isolated(desk)}`,
    detail: 'لا يمكن المتابعة عند هذه البوابة. سيساعدك موظف. خذ جواز سفرك معك.',
  }),
  deskInstead: 'أفضّل المكتب',
  deskOffer: (desk) => ({
    title: `المكتب ${isolated(desk)} في خدمتك`,
    detail: 'يفحص موظف جواز سفرك هناك. لا حاجة إلى ذكر السبب.',
  }),
  back: 'رجوع',
  steps: {
    label: 'الخطوات',
    notice: 'معلومات',
    document: 'الجواز',
    face: 'الوجه',
    gate: 'البوابة',
    done: 'تم',
    current: 'الآن',
  },
  languages: 'اللغة',
  settings: 'العرض',
  textSize: 'حجم النص',
  percent: (percent) => isolated(`${percent}%`),
  contrast: 'تباين عالٍ',
  readAloud: 'القراءة بصوت عالٍ',
  key: (key) => `المفتاح ${isolated(key)}`,
  pleaseWait: 'يُرجى الانتظار',
  development: 'بوابة تطوير: أجهزة محاكاة ومسافرون مُختلَقون',
};
