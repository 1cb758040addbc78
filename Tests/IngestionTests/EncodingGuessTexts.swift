import Testing

let headlines: [EncodingSample] =
  samples(cyrillic, "Правительство утвердило новый бюджет")
  + samples(cyrillic, "МИНИСТР ПОДАЛ В ОТСТАВКУ")
  + samples(["WINDOWS-1253"], "Η κυβέρνηση ανακοίνωσε νέα μέτρα")
  + samples(["WINDOWS-1253"], "ΝΕΑ ΜΕΤΡΑ ΑΠΟ ΤΗΝ ΚΥΒΕΡΝΗΣΗ")
  + samples(cyrillic, "Наводнение на юге: эвакуация")
  + samples(["WINDOWS-1255"], "שר האוצר התפטר")
  + samples(["WINDOWS-1256"], "استقالة وزير المالية")
  + samples(["CP874"], "นายกเทศมนตรีลาออก")
  + samples(["GB18030"], "洪水迫使居民撤离")
  + samples(["BIG5-HKSCS"], "洪水迫使居民撤離")
  + samples(["CP949"], "재무장관 사임")
  + samples(["CP932", "EUC-JP"], "「ダム開門は来週」首相が表明")
  + samples(["WINDOWS-1255"], "הממשלה אישרה את התקציב החדש")
  + samples(["WINDOWS-1256"], "الحكومة تعلن الميزانية الجديدة")
  + samples(["GB18030"], "市政府宣布新的预算")
  + samples(["BIG5-HKSCS"], "市政府宣布新的預算")
  + samples(["CP932", "EUC-JP"], "市長が新しい予算を発表")
  + samples(["CP949"], "시장 새 예산안 발표")

let texts: [EncodingSample] =
  samples(
    cyrillic,
    """
    Жители портового города вышли в понедельник на улицы, чтобы потребовать снижения цен на хлеб и
    отопление. По данным полиции, в шествии участвовали около двух тысяч человек. Мэр обещал
    встретиться с представителями профсоюзов до конца недели и объяснить, куда ушли деньги.
    """)
  + samples(
    ["WINDOWS-1253"],
    """
    Οι κάτοικοι του λιμανιού βγήκαν τη Δευτέρα στους δρόμους ζητώντας φθηνότερο ψωμί και θέρμανση.
    Ο δήμαρχος υποσχέθηκε ότι θα συναντήσει τους εκπροσώπους των εργαζομένων πριν από το τέλος της
    εβδομάδας, ενώ η αστυνομία έκανε λόγο για δύο χιλιάδες διαδηλωτές.
    """)
  + samples(
    ["WINDOWS-1255"],
    """
    תושבי עיר הנמל יצאו ביום שני לרחובות ודרשו להוזיל את מחירי הלחם והחימום. ראש העיר הבטיח להיפגש
    עם נציגי העובדים עד סוף השבוע. לפי המשטרה השתתפו בצעדה כאלפיים איש, והיא הסתיימה ללא אירועים
    חריגים.
    """)
  + samples(
    ["WINDOWS-1256"],
    """
    خرج سكان مدينة الميناء يوم الاثنين إلى الشوارع للمطالبة بخفض أسعار الخبز والتدفئة. ووعد رئيس
    البلدية بلقاء ممثلي العمال قبل نهاية الأسبوع، فيما قالت الشرطة إن نحو ألفي شخص شاركوا في
    المسيرة التي انتهت من دون حوادث.
    """)
  + samples(
    ["CP874"],
    """
    ชาวเมืองท่าออกมาเดินขบวนเมื่อวันจันทร์เพื่อเรียกร้องให้ลดราคาขนมปัง นายกเทศมนตรีสัญญาว่าจะพบกับ
    ตัวแทนของคนงานก่อนสิ้นสัปดาห์ ตำรวจกล่าวว่ามีผู้เข้าร่วมประมาณสองพันคน
    """)
  + samples(
    ["WINDOWS-1250", "ISO-8859-2"],
    """
    Mieszkańcy portowego miasta wyszli w poniedziałek na ulice, żądając niższych cen chleba i
    ogrzewania. Burmistrz obiecał, że spotka się z przedstawicielami związków zawodowych przed
    końcem tygodnia. Według policji w marszu wzięło udział około dwóch tysięcy osób.
    """)
  + samples(
    ["WINDOWS-1250", "ISO-8859-2"],
    """
    Obyvatelé přístavního města vyšli v pondělí do ulic a žádali nižší ceny chleba a topení.
    Starosta slíbil, že se do konce týdne sejde se zástupci odborů. Podle policie šlo v průvodu
    kolem dvou tisíc lidí a večer se všichni v klidu rozešli domů.
    """)
  + samples(
    ["WINDOWS-1250"],
    """
    A kikötőváros lakói hétfőn az utcára vonultak, és olcsóbb kenyeret meg fűtést követeltek. A
    polgármester megígérte, hogy a hét végéig találkozik a szakszervezetek képviselőivel. A
    rendőrség szerint kétezren vettek részt a menetben, amely este békésen ért véget a főtéren,
    ahol a szónokok újabb tüntetést jelentettek be jövő hétfőre.
    """)
  + samples(
    ["WINDOWS-1254"],
    """
    Liman kentinin sakinleri pazartesi günü ekmek ve ısınma fiyatlarının düşürülmesi için sokağa
    çıktı. Belediye başkanı hafta sonuna kadar sendika temsilcileriyle görüşeceğine söz verdi.
    Polise göre yürüyüşe yaklaşık iki bin kişi katıldı.
    """)
  + samples(
    ["GB18030"],
    """
    港口城市的居民星期一走上街头，要求降低面包和取暖价格。市长答应在本周末以前会见工会代表，并说明这笔钱用到了
    什么地方。警方说，大约两千人参加了游行，晚上人群和平散去。
    """)
  + samples(
    ["BIG5-HKSCS"],
    """
    港口城市的居民星期一走上街頭，要求降低麵包和取暖價格。市長答應在本週末以前會見工會代表，並說明這筆錢用到了
    什麼地方。警方說，大約兩千人參加了遊行，晚上人群和平散去。
    """)
  + samples(
    ["CP932", "EUC-JP"],
    """
    港町の住民は月曜日、パンと暖房の値下げを求めて街頭に出た。市長は週末までに労働組合の代表と会い、お金が何に使われたのかを
    説明すると約束した。警察によると、行進にはおよそ二千人が参加し、夜には静かに解散した。
    """)
  + samples(
    ["CP949"],
    """
    항구 도시 주민들이 월요일 빵값과 난방비 인하를 요구하며 거리로 나왔다. 시장은 주말까지 노동조합 대표들을 만나
    돈이 어디에 쓰였는지 설명하겠다고 약속했다. 경찰은 약 2천 명이 행진에 참가했다고 밝혔다.
    """)

let western: [String] = [
  "Le maire a démissionné lundi",
  "Grève générale : Genève à l’arrêt",
  "Où va l’été ? À Évian, dès août",
  "Bürgermeister kündigt höhere Gebühren an",
  "Ärger über große Verspätungen",
  "España aprueba una nueva ley de niñez",
  "¿Qué pasó? ¡Ganó el Málaga!",
  "Governo anuncia redução de impostos; a oposição não está satisfeita",
  "La città è più sicura, però",
  "Søren Kjærgård får ny bil på Ærø",
  "Guðmundsson sagði að þetta væri ekki rétt",
  "a café in the old town",
  "The minister\u{2019}s remarks",
  "\u{201C}The end\u{201D}",
  "a fine of £500",
  "it cost £5m \u{2014} or \u{20AC}6m",
  "25°C and ½ an inch of rain, 3 × 4 cm",
  "José Peña, Jürgen Müller, Søren Ångström, Gonçalves, père Noël and a naïve façade",
  "1º de maio, 2ª edição",
  "Copyright © 2031 Société Générale",
  """
  Les habitants de la ville portuaire sont descendus lundi dans la rue pour réclamer une baisse du
  prix du pain et du chauffage. Le maire s’est engagé à rencontrer les délégués syndicaux avant la
  fin de la semaine ; d’après la police, près de deux mille personnes ont défilé à travers la cité.
  """,
  """
  Die Bewohner der Hafenstadt gingen am Montag auf die Straße und forderten günstigeres Brot. „Wir
  können uns das nicht länger leisten“, erklärte eine Bäckerin. Der Bürgermeister möchte die
  Gewerkschaften noch vor Ende der Woche empfangen, heißt es aus seinem Büro.
  """,
  """
  Los habitantes de la ciudad portuaria salieron el lunes a la calle para pedir pan más barato. El
  alcalde prometió que se reuniría con los sindicatos antes del fin de semana; según la policía,
  unas dos mil personas participaron en la manifestación, que terminó sin daños. Mañana habrá otra.
  """,
  """
  Os moradores da cidade portuária saíram às ruas na segunda-feira para exigir pão mais barato. O
  prefeito prometeu uma reunião com os sindicatos até o fim da semana; não há informações sobre
  prisões, e a polícia calcula que duas mil pessoas participaram da manifestação.
  """,
  """
  Invånarna i hamnstaden gick på måndagen ut på gatorna för att kräva billigare bröd. Borgmästaren
  lovade att träffa fackförbunden före veckans slut, och enligt polisen deltog två tusen människor.
  """,
]

/// A text and the encoding it is written in.
struct EncodingSample: Sendable, CustomTestStringConvertible {
  let encoding: String
  let text: String
  var testDescription: String { "\(encoding): \(text.prefix(24))" }
}

private func samples(_ encodings: [String], _ text: String) -> [EncodingSample] {
  encodings.map { EncodingSample(encoding: $0, text: text) }
}

private let cyrillic = ["WINDOWS-1251", "KOI8-R", "ISO-8859-5"]
