import type { NoticeLanguage, NoticeText } from './notice.ts';

/** The notice texts of a development lane, in every language of the screen. */
export const DEVELOPMENT_TEXTS: Readonly<Record<NoticeLanguage, NoticeText>> = {
  en: {
    what: 'We read your passport and its chip, and take pictures of your face. All of it stays in this gate.',
    why: 'To check that the passport is yours. The border service receives the result, never your picture.',
    howLong:
      'Deleted as soon as you have passed. If an officer has to help you, it stays locked in this gate for at most five hours.',
    legalBasis: 'Development lane with invented travellers: no legal basis applies.',
    rights:
      'You may choose the desk at any time and need not say why. You may ask the border service what is kept about you and object to it.',
  },
  de: {
    what: 'Wir lesen Ihren Pass und seinen Chip und nehmen Ihr Gesicht auf. Alles bleibt in dieser Schleuse.',
    why: 'Um zu prüfen, ob der Pass Ihrer ist. Die Grenzbehörde erhält das Ergebnis, nie Ihr Bild.',
    howLong:
      'Gelöscht, sobald Sie durchgegangen sind. Muss Ihnen jemand helfen, bleibt es höchstens fünf Stunden verschlossen in dieser Schleuse.',
    legalBasis: 'Entwicklungsspur mit erfundenen Reisenden: keine Rechtsgrundlage anwendbar.',
    rights:
      'Sie können jederzeit ohne Begründung den Schalter wählen. Sie können bei der Grenzbehörde Auskunft verlangen und widersprechen.',
  },
  fr: {
    what: 'Nous lisons votre passeport et sa puce et prenons des images de votre visage. Tout reste dans ce sas.',
    why: 'Pour vérifier que le passeport est le vôtre. La police aux frontières reçoit le résultat, jamais votre image.',
    howLong:
      'Effacé dès que vous êtes passé. Si un agent doit vous aider, tout reste verrouillé dans ce sas cinq heures au plus.',
    legalBasis: 'Sas de développement avec des voyageurs inventés : aucune base légale ne s’applique.',
    rights:
      'Vous pouvez choisir le guichet à tout moment, sans vous justifier. Vous pouvez demander ce qui est conservé et vous y opposer.',
  },
  es: {
    what: 'Leemos su pasaporte y su chip y tomamos imágenes de su rostro. Todo permanece en esta puerta.',
    why: 'Para comprobar que el pasaporte es suyo. El servicio de fronteras recibe el resultado, nunca su imagen.',
    howLong:
      'Se borra en cuanto usted pasa. Si un agente debe ayudarle, queda bajo llave en esta puerta cinco horas como máximo.',
    legalBasis: 'Puerta de desarrollo con viajeros inventados: no se aplica ninguna base jurídica.',
    rights:
      'Puede elegir el mostrador en cualquier momento sin explicar por qué. Puede preguntar qué se conserva y oponerse.',
  },
  ar: {
    what: 'نقرأ جواز سفرك وشريحته ونلتقط صورًا لوجهك. يبقى كل ذلك داخل هذه البوابة.',
    why: 'للتحقق من أن الجواز لك. تتلقى سلطة الحدود النتيجة فقط، ولا تتلقى صورتك أبدًا.',
    howLong: 'يُحذف فور عبورك. وإذا احتجت إلى مساعدة موظف فيبقى مقفلًا في هذه البوابة خمس ساعات على الأكثر.',
    legalBasis: 'بوابة تطوير بمسافرين مُختلَقين: لا ينطبق أي أساس قانوني.',
    rights: 'يمكنك اختيار المكتب في أي وقت دون ذكر السبب، ويمكنك السؤال عمّا يُحفظ عنك والاعتراض عليه.',
  },
  it: {
    what: 'Leggiamo il passaporto e il suo chip e riprendiamo il suo viso. Tutto resta in questo varco.',
    why: 'Per verificare che il passaporto sia suo. La polizia di frontiera riceve il risultato, mai la sua immagine.',
    howLong:
      'Cancellato appena è passato. Se un agente deve aiutarla, resta chiuso in questo varco al massimo per cinque ore.',
    legalBasis: 'Varco di sviluppo con viaggiatori inventati: non si applica alcuna base giuridica.',
    rights:
      'Può scegliere lo sportello in ogni momento senza dire perché. Può chiedere che cosa è conservato su di lei e opporsi.',
  },
  pt: {
    what: 'Lemos o passaporte e o seu chip e captamos imagens do seu rosto. Tudo fica nesta porta.',
    why: 'Para verificar que o passaporte é seu. O serviço de fronteiras recebe o resultado, nunca a sua imagem.',
    howLong:
      'Apagado assim que passar. Se um agente tiver de o ajudar, fica fechado nesta porta durante cinco horas, no máximo.',
    legalBasis: 'Porta de desenvolvimento com viajantes inventados: não se aplica nenhuma base legal.',
    rights:
      'Pode escolher o balcão a qualquer momento sem dizer porquê. Pode perguntar o que é guardado sobre si e opor-se.',
  },
  nl: {
    what: 'We lezen uw paspoort en de chip en maken opnamen van uw gezicht. Alles blijft in deze poort.',
    why: 'Om na te gaan of het paspoort van u is. De grensdienst krijgt de uitkomst, nooit uw beeld.',
    howLong:
      'Gewist zodra u door de poort bent. Moet een medewerker u helpen, dan blijft het ten hoogste vijf uur in deze poort achter slot.',
    legalBasis: 'Ontwikkelpoort met verzonnen reizigers: er geldt geen rechtsgrond.',
    rights:
      'U kunt altijd voor de balie kiezen en hoeft niet te zeggen waarom. U kunt vragen wat over u wordt bewaard en bezwaar maken.',
  },
  pl: {
    what: 'Odczytujemy paszport i jego chip oraz rejestrujemy obraz twarzy. Wszystko zostaje w tej bramce.',
    why: 'Aby sprawdzić, czy paszport należy do okaziciela. Straż graniczna dostaje wynik, nigdy obraz.',
    howLong:
      'Usuwane zaraz po przejściu. Jeśli musi pomóc funkcjonariusz, dane pozostają zamknięte w tej bramce najwyżej pięć godzin.',
    legalBasis: 'Bramka testowa ze zmyślonymi podróżnymi: nie stosuje się żadnej podstawy prawnej.',
    rights:
      'W każdej chwili można wybrać stanowisko bez podawania powodu. Można zapytać, co jest przechowywane, i wnieść sprzeciw.',
  },
  tr: {
    what: 'Pasaportunuzu ve çipini okur, yüzünüzün görüntülerini alırız. Hepsi bu geçitte kalır.',
    why: 'Pasaportun sizin olduğunu doğrulamak için. Sınır birimi sonucu alır, görüntünüzü asla almaz.',
    howLong:
      'Geçtiğiniz anda silinir. Bir görevlinin yardım etmesi gerekirse bu geçitte en çok beş saat kilitli kalır.',
    legalBasis: 'Uydurma yolcularla geliştirme geçidi: hiçbir hukuki dayanak geçerli değildir.',
    rights:
      'İstediğiniz an neden belirtmeden bankoyu seçebilirsiniz. Hakkınızda ne saklandığını sorabilir ve itiraz edebilirsiniz.',
  },
  uk: {
    what: 'Ми зчитуємо паспорт і його чип та знімаємо ваше обличчя. Усе залишається в цьому проході.',
    why: 'Щоб перевірити, що паспорт ваш. Прикордонна служба отримує результат, але ніколи не ваше зображення.',
    howLong:
      'Видаляється, щойно ви пройдете. Якщо потрібна допомога працівника, зберігається під замком у цьому проході щонайбільше п’ять годин.',
    legalBasis: 'Прохід для розробки з вигаданими подорожніми: правова підстава не застосовується.',
    rights: 'Ви можете будь-коли обрати стійку без пояснень. Ви можете запитати, що про вас зберігають, і заперечити.',
  },
  ru: {
    what: 'Мы считываем паспорт и его чип и снимаем ваше лицо. Всё остаётся в этом проходе.',
    why: 'Чтобы проверить, что паспорт ваш. Пограничная служба получает результат, но никогда не ваше изображение.',
    howLong:
      'Удаляется сразу после прохода. Если нужна помощь сотрудника, хранится под замком в этом проходе не более пяти часов.',
    legalBasis: 'Проход для разработки с вымышленными путешественниками: правовая основа не применяется.',
    rights:
      'Вы можете в любой момент выбрать стойку без объяснений. Вы можете спросить, что о вас хранится, и возразить.',
  },
  fa: {
    what: 'گذرنامه و تراشهٔ آن را می‌خوانیم و از چهرهٔ شما تصویر می‌گیریم. همه چیز در همین دروازه می‌ماند.',
    why: 'برای اطمینان از اینکه گذرنامه از آن شماست. سازمان مرزی نتیجه را دریافت می‌کند، هرگز تصویر شما را.',
    howLong: 'به محض عبور شما پاک می‌شود. اگر مأموری باید کمک کند، حداکثر پنج ساعت در همین دروازه قفل می‌ماند.',
    legalBasis: 'دروازهٔ توسعه با مسافران ساختگی: هیچ مبنای قانونی اعمال نمی‌شود.',
    rights: 'هر زمان می‌توانید بدون گفتن دلیل باجه را انتخاب کنید. می‌توانید بپرسید چه چیزی نگه‌داری می‌شود و اعتراض کنید.',
  },
  he: {
    what: 'אנחנו קוראים את הדרכון ואת השבב שלו ומצלמים את הפנים שלכם. הכול נשאר בשער הזה.',
    why: 'כדי לוודא שהדרכון שלכם. רשות הגבולות מקבלת את התוצאה, לעולם לא את התמונה.',
    howLong: 'נמחק מיד אחרי המעבר. אם צריך לעזור לכם, זה נשאר נעול בשער הזה חמש שעות לכל היותר.',
    legalBasis: 'שער פיתוח עם נוסעים מומצאים: לא חל בסיס משפטי.',
    rights: 'אפשר לבחור בדלפק בכל רגע בלי לומר למה. אפשר לשאול מה נשמר עליכם ולהתנגד.',
  },
  hi: {
    what: 'हम आपका पासपोर्ट और उसकी चिप पढ़ते हैं और आपके चेहरे के चित्र लेते हैं। सब कुछ इसी द्वार में रहता है।',
    why: 'यह जाँचने के लिए कि पासपोर्ट आपका है। सीमा सेवा को परिणाम मिलता है, आपका चित्र कभी नहीं।',
    howLong:
      'आपके निकलते ही मिटा दिया जाता है। यदि अधिकारी की मदद चाहिए, तो यह अधिक से अधिक पाँच घंटे तक इसी द्वार में बंद रहता है।',
    legalBasis: 'काल्पनिक यात्रियों वाला विकास द्वार: कोई कानूनी आधार लागू नहीं।',
    rights: 'आप किसी भी समय बिना कारण बताए काउंटर चुन सकते हैं। आप पूछ सकते हैं कि आपके बारे में क्या रखा गया है, और आपत्ति कर सकते हैं।',
  },
  zh: {
    what: '我们读取您的护照及其芯片，并拍摄您的面部。一切都留在本通道内。',
    why: '用于核对护照是否属于您。边检机构只收到结果，绝不会收到您的影像。',
    howLong: '您通过后立即删除。如需工作人员协助，则在本通道内加锁保存，最长五小时。',
    legalBasis: '开发通道，旅客均为虚构：不适用任何法律依据。',
    rights: '您可随时选择柜台，无需说明原因。您可向边检机构查询保存了哪些关于您的信息，并提出反对。',
  },
  ja: {
    what: 'パスポートとその IC チップを読み取り、顔を撮影します。すべてこのゲートの中に留まります。',
    why: 'パスポートがご本人のものか確かめるためです。国境当局に届くのは結果だけで、画像は届きません。',
    howLong: '通過するとすぐに消去されます。係員の対応が必要な場合は、最長5時間このゲート内に施錠して保存されます。',
    legalBasis: '架空の旅行者による開発用ゲートのため、法的根拠は適用されません。',
    rights: 'いつでも理由なく窓口を選べます。保存されている情報について尋ね、異議を述べることができます。',
  },
  ko: {
    what: '여권과 그 칩을 읽고 얼굴을 촬영합니다. 모든 것은 이 게이트 안에 남습니다.',
    why: '여권이 본인의 것인지 확인하기 위해서입니다. 국경 기관은 결과만 받으며 영상은 받지 않습니다.',
    howLong: '통과하면 바로 삭제됩니다. 직원의 도움이 필요하면 이 게이트 안에 최대 다섯 시간 동안 잠긴 채 보관됩니다.',
    legalBasis: '가상의 여행자를 다루는 개발용 게이트: 적용되는 법적 근거가 없습니다.',
    rights: '언제든지 이유를 말하지 않고 창구를 선택할 수 있습니다. 보관된 내용을 묻고 이의를 제기할 수 있습니다.',
  },
};
