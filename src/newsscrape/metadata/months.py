"""Month names and clock words of the common languages of news pages, as data."""

from __future__ import annotations

from typing import Final

__all__ = ["AMBIGUOUS", "DAY_FIRST_EXCEPTIONS", "KNOWN", "MONTHS", "ZONES"]

# Twelve groups a language, forms of a month apart by "/"; abbreviations stand without their full stop.
_NAMES: Final = {
    "en": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept"
    " october/oct november/nov december/dec",
    "de": "januar/jänner/jan/jän februar/feber/feb märz/maerz/mär/mrz april/apr mai juni/jun juli/jul august/aug"
    " september/sep/sept oktober/okt november/nov dezember/dez",
    "fr": "janvier/janv/jan février/fevrier/févr/fevr/fév mars/mar avril/avr mai juin juillet/juil/juill août/aout"
    " septembre/sept octobre/oct novembre/nov décembre/decembre/déc",
    "es": "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago"
    " septiembre/setiembre/sept/set octubre/oct noviembre/nov diciembre/dic",
    "it": "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago"
    " settembre/set/sett ottobre/ott novembre/nov dicembre/dic",
    "pt": "janeiro/jan fevereiro/fev março/marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set"
    " outubro/out novembro/nov dezembro/dez",
    "nl": "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep"
    " oktober/okt november/nov december/dec",
    "sv": "januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sep oktober/okt"
    " november/nov december/dec",
    "da": "januar/jan februar/feb marts/mar april/apr maj juni/jun juli/jul august/aug september/sep oktober/okt"
    " november/nov december/dec",
    "no": "januar/jan februar/feb mars/mar april/apr mai juni/jun juli/jul august/aug september/sep oktober/okt"
    " november/nov desember/des",
    "fi": "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu"
    " kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu"
    " marraskuuta/marraskuu joulukuuta/joulukuu",
    "pl": "stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze"
    " lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź"
    " listopada/listopad/lis grudnia/grudzień/gru",
    "cs": "ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec"
    " srpna/srpen září října/říjen listopadu prosince/prosinec",
    "sk": "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "hu": "január/jan február/febr/feb március/márc április/ápr május/máj június/jún július/júl augusztus/aug"
    " szeptember/szept október/okt november/nov december/dec",
    "ro": "ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept"
    " octombrie/oct noiembrie/nov decembrie/dec",
    "tr": "ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki"
    " kasım/kas aralık/ara",
    "ru": "января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн"
    " июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб"
    " декабря/декабрь/дек",
    "uk": "січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/кві травня/травень/тра"
    " червня/червень/чер липня/липень/лип серпня/серпень/сер вересня/вересень/вер жовтня/жовтень/жов"
    " листопада/листопад/лис грудня/грудень/гру",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "sr": "januar/јануар/januara/јануара februar/фебруар/februara/фебруара mart/март/marta april/април/aprila/априла"
    " maj/мај/maja/маја juni/јун/jun/juna/јуна juli/јул/jul/jula/јула avgust/август/avgusta"
    " septembar/септембар/septembra/септембра oktobar/октобар/oktobra/октобра"
    " novembar/новембар/novembra/новембра decembar/децембар/decembra/децембра",
    "sl": "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "lt": "sausio/saus vasario/vas kovo balandžio/bal gegužės/geg birželio/birž liepos/liep rugpjūčio/rugp rugsėjo/rugs"
    " spalio/spal lapkričio/lapkr gruodžio/gruod",
    "lv": "janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā"
    " augusts/augustā septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī",
    "et": "jaanuar/jaanuaril veebruar/veebruaril märts/märtsil aprill/aprillil mai/mail juuni/juunil juuli/juulil"
    " august/augustil september/septembril oktoober/oktoobril november/novembril detsember/detsembril",
    "is": "janúar/jan febrúar/feb mars apríl/apr maí júní/jún júlí/júl ágúst/ágú september/sep október/okt nóvember/nóv"
    " desember/des",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "cy": "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "af": "januarie februarie maart april mei junie julie augustus september oktober november desember",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember",
    "fil": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ka": "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
    "hy": "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
    "hr": "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga/studenog prosinca",
    "el": "ιανουαρίου/ιαν φεβρουαρίου/φεβ μαρτίου/μαρ απριλίου/απρ μαΐου/μαΐ ιουνίου/ιουν ιουλίου/ιουλ"
    " αυγούστου/αυγ σεπτεμβρίου/σεπ οκτωβρίου/οκτ νοεμβρίου/νοε δεκεμβρίου/δεκ",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "id": "januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu september/sep oktober/okt"
    " november/nov desember/des",
    "ar": "يناير/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/ابريل/نيسان/أفريل مايو/أيار/ايار/ماي يونيو/حزيران/جوان"
    " يوليو/تموز/جويلية أغسطس/اغسطس/آب/أوت سبتمبر/أيلول/ايلول أكتوبر/اكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "he": "בינואר/ינואר בפברואר/פברואר במרץ/מרץ באפריל/אפריל במאי/מאי ביוני/יוני ביולי/יולי באוגוסט/אוגוסט"
    " בספטמבר/ספטמבר באוקטובר/אוקטובר בנובמבר/נובמבר בדצמבר/דצמבר",
    "hi": "जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "mr": "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "bn": "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/অগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "ta": "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "te": "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
    "th": "มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค"
    " กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค",
}

AMBIGUOUS: Final[dict[str, dict[str, int]]] = {"hr": {"listopada": 10}}
"""Language → names that mean another month there than in the other languages."""


def _numbered() -> dict[str, int]:
    found: dict[str, int] = {}
    for names in _NAMES.values():
        for number, forms in enumerate(names.split(), start=1):
            for form in forms.split("/"):
                found.setdefault(form, number)
    return found


MONTHS: Final[dict[str, int]] = _numbered()
"""Lower-case month name or abbreviation in any language → 1–12."""

KNOWN: Final = frozenset({*_NAMES, "nb", "nn", "zh", "ja", "ko"})
"""Codes of the languages whose dates are read without help."""

DAY_FIRST_EXCEPTIONS: Final = frozenset({"en-US", "en-PH", "en", "fil"})
"""Tags of languages that write 3/31/2024; "en" without a region is mostly American."""

ZONES: Final[dict[str, int]] = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "IST": 330, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "МСК": 180, "EST": -300, "EDT": -240, "CST": -360,
    "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "HST": -600, "JST": 540,
    "KST": 540, "HKT": 480, "SGT": 480, "WIB": 420, "PKT": 300, "SAST": 120, "WAT": 60, "CAT": 120, "EAT": 180,
    "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480, "NZST": 720, "NZDT": 780, "BRT": -180, "ART": -180,
}  # fmt: skip
"""Zone abbreviation → minutes east of UTC, in the meaning news pages give it ("CST" is American)."""
