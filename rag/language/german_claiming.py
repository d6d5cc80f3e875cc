"""German: how claims are worded."""

import re

from rag.language.claiming import Claiming, groups, pairs

CLAIMING = Claiming(
    says=re.compile(
        r"\b(?:sagte|sagt|sagten|erklärte|erklärt|meinte|meint|nannte|nennt|betonte|betont"
        r"|kritisierte|schrieb|schreibt|rief|fragte|antwortete|teilte|warnte|sprach von"
        r"|spricht von|so|laut|zufolge|nach Angaben|bemängelt|bestritt|bestreitet|fügte|ergänzte"
        r"|lobte|klagte)\b"
    ),
    speaker_before=re.compile(r"\b(?:er|sie)\b", re.I),
    belongs=re.compile(r"\b(?:von|vom|im|in|beim|bei|aus|der|des|am|an|zum|zur|für)\s+$"),
    limits=re.compile(
        r"^\s*[\"„“‚'»]?(?:Aber|Doch|Jedoch|Allerdings|Dennoch|Trotzdem|Hingegen|Dagegen)\b"
        r"|^[^,.;:]{0,60}\b(?:jedoch|allerdings|hingegen|aber)\b"
        r"|\b(?:bestreitet|bestritt|bestritten|dementiert|dementierte|dementierten|widerspricht"
        r"|widersprach|widersprachen) (?:das|dies|dem|diese[mrs]?"
        r"|(?:den|die|der) (?:Bericht|Berichte|Vorwurf|Vorwürfe|Darstellung))\b(?!,)"
        r"|^\s*(?:Das|Dies|Diese (?:Angabe|Zahl|Darstellung)) (?:ist|war|wurde|stimmt)\b[^.]{0,20}"
        r"\b(?:nicht|falsch|unwahr|bestritten|dementiert|berichtigt|korrigiert|zurückgenommen)\b"
    ),
    denies=re.compile(
        r"\b(?:bestreite[tn]|bestritt(?:en)?|dementier(?:t|te|ten|en)|widersprach(?:en)?|widerspricht"
        r"|berichtigte?|korrigierte?)\b"
    ),
    view=re.compile(
        r"\b(?:ich|wir) (?:glaube|denke|finde|meine|hoffe|fürchte|glauben|denken|finden|meinen"
        r"|hoffen|fürchten|mag|mögen|liebe|lieben|hasse|hassen|wünsche|wünschen|bedaure|bedauern"
        r"|bezweifle|bezweifeln)n?\b"
        r"|\b(?:glaube|denke|finde|hoffe|glauben|denken|hoffen) (?:ich|wir)\b"
        r"|\b(?:meiner|unserer|meines) (?:Meinung|Ansicht|Auffassung|Erachtens)\b"
        r"|\b(?:vielleicht|hoffentlich|leider|zum Glück|ehrlich gesagt|bedauerlich(?:erweise)?)\b"
        r"|\b(?:sollte|sollten|müsste|müssten|dürfte nicht|dürfen nicht)\b"
        r"|\bes (?:ist|war|bleibt) (?:eine? )?(?:Schande|Skandal|schade|Freude|Jammer|Zeit)\b",
        re.I,
    ),
    address=re.compile(
        r"\b(?:[Ll]iebe[rs]?|[Ss]ehr geehrte[rs]?) \w+"
        r"|\b(?:Sie|Ihnen|Ihre[mnrs]?)\b(?<!^Sie)(?<!^Ihre)"
        r"|\b(?:du|dich|dir|dein\w*|euch|euer)\b"
        r"|^\s*(?:Hallo|Guten (?:Tag|Morgen|Abend)|Willkommen|Danke|Lesen|Lest|Schreiben|Bitte"
        r"|Klicken|Mehr dazu)\b"
    ),
    judges=re.compile(
        r"\b(?:schön|hässlich|wunderbar|schrecklich|furchtbar|großartig|gut|schlecht|beste[nrs]?"
        r"|toll|herrlich|ausgezeichnet|empörend|skandalös|lächerlich|absurd|hervorragend|dumm|klug"
        r"|mutig|beschämend|stolz|traurig|glücklich|langweilig|spannend|ungerecht|gerecht|schade"
        r"|Schande|Skandal|Katastrophe|Triumph|Wunder|wichtig|interessant|angenehm|überfällig"
        r"|bemerkenswert|gelungen)e?[mnrs]?\b",
        re.I,
    ),
    opposites=pairs(
        """stieg stiegen gestiegen steigt wuchs gewachsen zugenommen / sank sanken gesunken sinkt
        fiel gefallen abgenommen; mehr / weniger; auch / nur; höher / niedriger; billiger / teurer;
        angenommen zugestimmt gebilligt / abgelehnt verworfen; gewann gewonnen / verlor verloren;
        gestand gestanden zugegeben / bestritt bestritten geleugnet; bestätigte bestätigt / bestritt
        bestreitet dementierte; kaufte gekauft / verkaufte verkauft; eröffnet öffnet öffnete /
        schließt schloss geschlossen; vor / nach; schneller / langsamer; älteste älter / jüngste
        jünger; größte längste höchste meisten / kleinste kürzeste niedrigste wenigsten; erlaubt /
        verboten; schuldig verurteilt / freigesprochen; immer / nie; alle jeder / keine niemand;
        begann begonnen / endete beendet; früher / später; erhöht angehoben / gesenkt gekürzt;
        nördlich Norden / südlich Süden; östlich Osten / westlich Westen; einstimmig / knapp;
        dauerhaft / vorübergehend; Männer / Frauen; besser / schlechter; mit / ohne; ja / nein"""
    ),
    converse=frozenset("kaufte kauften gekauft verkaufte verkauften verkauft".split()),
    forms=groups(
        """beginnen beginnt begann begonnen; bieten bot geboten; bleiben blieb geblieben; bringen
        brachte gebracht; denken dachte gedacht; essen aß gegessen; fahren fährt fuhr gefahren;
        fallen fällt fiel gefallen; finden fand gefunden; fliegen flog geflogen; geben gibt gab
        gegeben; gehen ging gegangen; gewinnen gewann gewonnen; greifen griff gegriffen;
        halten hält hielt gehalten; heißen hieß; helfen hilft half geholfen; kommen kam
        gekommen; laufen lief gelaufen; leihen lieh geliehen; lesen las gelesen; liegen lag gelegen;
        nehmen nimmt nahm genommen; nennen nannte genannt; schlagen schlug geschlagen; schließen
        schloss geschlossen; schneiden schnitt geschnitten; schreiben schrieb geschrieben; sehen
        sieht sah gesehen; sinken sank gesunken; sitzen saß gesessen; sprechen spricht sprach
        gesprochen; stehen stand gestanden; steigen stieg gestiegen; sterben starb gestorben; tragen
        trug getragen; treffen traf getroffen; treiben trieb getrieben; treten trat getreten;
        verbieten verbot verboten; verleihen verlieh verliehen; verlieren verlor verloren; wachsen
        wuchs gewachsen; werfen warf geworfen; wissen weiß wusste gewusst; ziehen zog gezogen;
        beschließen beschloss beschlossen; abreißen abgerissen"""
    ),
    out_of=re.compile(r"\b(?:von|der)\s+(?:(?:den|ihren|seinen|insgesamt|allen)\s+)*$", re.I),
    unstressed=frozenset("mehr einmal noch auch".split()),
    parts={
        "die Hälfte": 50.0,
        "ein Drittel": 100 / 3,
        "zwei Drittel": 200 / 3,
        "ein Viertel": 25.0,
        "drei Viertel": 75.0,
        "ein Fünftel": 20.0,
        "ein Zehntel": 10.0,
    },
    clauses=re.compile(r"[;:,]|\b(?:und|aber|während|weil)\b"),
)
