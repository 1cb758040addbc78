/// What a word means in a date.
enum DateWord: Equatable {
  case month(Int)
  case weekday
  /// A word that stands in dates and says nothing: "of", "at", "Uhr".
  case filler
  case morning, afternoon
  /// A zone by name, in minutes east of Greenwich; American ones hint at months before days.
  case zone(Int, isAmerican: Bool)
  /// The letter between date and time in ISO 8601.
  case separator
  /// Units after their numbers, as in Chinese, Japanese and Korean.
  case yearUnit, monthUnit, dayUnit, hourUnit, minuteUnit, secondUnit
  /// The first words of Arabic month names of two words, and the second ones.
  case kanun, tishrin, first, second

  /// Every word that may stand in a date, in lower case without full stops.
  static let known: [String: DateWord] = {
    var words: [String: DateWord] = [:]
    for (number, names) in monthNames.enumerated() {
      for name in names.split(separator: " ") { words[String(name)] = .month(number + 1) }
    }
    for name in weekdayNames.split(separator: " ") { words[String(name)] = .weekday }
    for name in fillers.split(separator: " ") { words[String(name)] = .filler }
    for (name, offset) in otherZones { words[name] = .zone(offset, isAmerican: false) }
    for (name, offset) in americanZones { words[name] = .zone(offset, isAmerican: true) }
    for (names, word) in units {
      for name in names.split(separator: " ") { words[String(name)] = word }
    }
    return words
  }()

  private static let units: [(String, DateWord)] = [
    ("t", .separator),
    ("am 上午 午前 오전 凌晨 早上 ص صباحا öö", .morning),
    ("pm 下午 午後 오후 晚上 م مساء ös", .afternoon),
    ("年 년", .yearUnit), ("月 월", .monthUnit), ("日 号 號 일", .dayUnit),
    ("時 时 点 點 시 h std", .hourUnit), ("分 분 min", .minuteUnit), ("秒 초", .secondUnit),
    ("كانون", .kanun), ("تشرين", .tishrin), ("الأول الاول", .first), ("الثاني", .second),
  ]

  /// Words for January to December: English, German, French, Spanish, Portuguese, Italian, Dutch,
  /// Russian, Turkish, Arabic, and the Nordic, Polish, Czech, Ukrainian, Indonesian and Greek ones.
  private static let monthNames = [
    """
    january jan januar jänner jän janvier janv enero ene janeiro gennaio gen januari января январь \
    янв ocak oca يناير جانفي stycznia styczeń sty ledna leden січня ιανουαρίου ianuarie
    """,
    """
    february feb febr februar feber février fevrier févr fév febrero fevereiro fev febbraio \
    februari февраля февраль фев февр şubat şub subat فبراير فيفري شباط lutego luty února únor \
    лютого φεβρουαρίου februarie
    """,
    """
    march mar märz maerz mär mrz mars marzo março marco maart mrt марта март мар mart مارس آذار \
    اذار marca marzec března březen березня maret mac μαρτίου martie
    """,
    """
    april apr avril avr abril abr aprile апреля апрель апр nisan nis أبريل ابريل إبريل أفريل نيسان \
    kwietnia kwiecień dubna duben квітня απριλίου aprilie
    """,
    """
    may mai mayo maio mag maggio mei мая май mayıs mayis مايو ماي أيار ايار maja maj května květen \
    травня μαΐου
    """,
    """
    june jun juni juin junio junho giugno giu июня июнь июн haziran haz يونيو يونيه جوان حزيران \
    czerwca czerwiec června červen червня ιουνίου iunie
    """,
    """
    july jul juli juillet juil julio julho luglio lug июля июль июл temmuz tem يوليو يوليه جويلية \
    تموز lipca lipiec července červenec липня ιουλίου iulie
    """,
    """
    august aug août aout agosto ago augustus августа август авг ağustos agustos ağu أغسطس اغسطس \
    أوت آب sierpnia sierpień srpna srpen серпня αυγούστου
    """,
    """
    september sep sept septembre septiembre setiembre setembro set settembre сентября сентябрь сен \
    сент eylül eylul eyl سبتمبر أيلول ايلول września wrzesień září вересня σεπτεμβρίου \
    septembrie
    """,
    """
    october oct oktober okt octobre octubre outubro out ottobre ott октября октябрь окт ekim eki \
    أكتوبر اكتوبر października październik října říjen жовтня oktobar οκτωβρίου octombrie
    """,
    """
    november nov novembre noviembre novembro ноября ноябрь ноя нояб kasım kasim kas نوفمبر \
    listopada listopad листопада νοεμβρίου noiembrie
    """,
    """
    december dec dezember dez décembre décem déc diciembre dic dezembro dicembre декабря декабрь \
    дек aralık aralik ara ديسمبر grudnia grudzień prosince prosinec грудня desember des \
    δεκεμβρίου decembrie
    """,
  ]

  private static let weekdayNames = """
    monday mon tuesday tue tues wednesday wed wednes thursday thu thur thurs friday fri saturday \
    sat sunday sun montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend \
    sonntag so lundi lun mardi mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim lunes \
    martes miércoles miercoles mié mie jueves jue viernes vie sábado sabado sáb sab domingo dom \
    segunda-feira segunda feira terça terca quarta quinta sexta lunedì lunedi martedì martedi \
    mercoledì mercoledi giovedì giovedi gio venerdì venerdi sabato domenica maandag ma dinsdag \
    woensdag wo donderdag vrijdag vr zaterdag za zondag zo понедельник пн вторник вт среда среду ср \
    четверг чт пятница пятницу пт суббота субботу сб воскресенье вс pazartesi salı sali çarşamba \
    carsamba perşembe persembe cuma cumartesi pazar الاثنين الإثنين الثلاثاء الأربعاء الاربعاء \
    الخميس الجمعة السبت الأحد الاحد 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 \
    周四 周五 周六 周日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월요일 화요일 수요일 목요일 금요일 \
    토요일 일요일 måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag \
    poniedziałek wtorek środa czwartek piątek sobota niedziela 火 水 木 金 土
    """

  private static let fillers = """
    of at on the st nd rd th er ère ème e a o um uhr de del della du des le la il el à às as los las \
    kl klo klokken ore alle dal van om uur den der dia día g г года год в року published updated \
    posted last modified publié mis jour veröffentlicht aktualisiert publicado actualizado \
    atualizado pubblicato aggiornato опубликовано обновлено saat tarihi date time local yıl في \
    الساعة بتوقيت 発表 更新 発行 入力 수정 입력 등록 hrs heures
    """
}
