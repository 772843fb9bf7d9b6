"""The words of the stories: short, composed, about nobody."""

from domain.words import Words


def _all(*passages: str) -> tuple[Words, ...]:
    return tuple(Words(passage) for passage in passages)


QUESTIONS = _all(
    "Loopt thuis vast; school is gestopt. Welke plek past, en wat kan thuis nog?",
    "Veiligheid staat onder druk door middelengebruik en weglopen. Gevraagd wordt om een beschermde plek.",
    "Ouders zijn uitgeput. De jeugdige wil zelf graag in de buurt van school blijven.",
    "Na meerdere plekken is rust nodig. Wat is het lichtste dat standhoudt?",
    "Somberheid en zelfbeschadiging nemen toe; behandeling komt ambulant niet van de grond.",
    "Conflicten in huis lopen uit de hand. Er is een plek nodig waar behandeling en school samengaan.",
    "De jeugdige is beïnvloedbaar en raakt betrokken bij een zorgelijke groep. Hoe houden we zicht?",
)

WHY_NOT = _all(
    "Is vorig jaar geprobeerd en na drie weken gestopt.",
    "Biedt op dit moment te weinig toezicht.",
    "De jeugdige ziet dit zelf niet zitten.",
    "Geen plek binnen een redelijke termijn.",
    "De behandeling die nodig is, is daar niet te geven.",
    "Ouders kunnen dit nu niet dragen.",
)

MOTIVATIONS = _all(
    "Zo licht en kort als mogelijk: het team weegt dat dit standhoudt zonder de band met thuis te verliezen.",
    "De lichtere mogelijkheden zijn besproken en geven nu onvoldoende veiligheid.",
    "De jeugdige, ouders en het team zijn het eens over het doel; over de weg ernaartoe deels.",
    "Behandeling en school op één plek, dicht bij huis, met een duidelijk einde in zicht.",
)

PERSPECTIVES = (
    "terug naar huis",
    "wonen in een gezinshuis",
    "naar een leefhuis in de buurt",
    "zelfstandig wonen met begeleiding",
    "bij familie",
)

VOICES = _all(
    "Wil weten hoe lang het duurt en wil naar de eigen school blijven gaan.",
    "Vindt het moeilijk, maar snapt waarom. Wil elke week naar huis bellen.",
    "Is het er niet mee eens: zegt dat er niet geluisterd is.",
    "Wil het liefst naar oma, en anders ergens met een hond.",
    "Wil rust en een eigen kamer. Geen nieuwe gezichten meer.",
    "Is blij dat het nu geregeld is.",
    "Wil meepraten bij het volgende overleg.",
)

WHY_NO_FAMILY = _all(
    "Er is intensieve behandeling nodig die een gezin niet kan bieden.",
    "De jeugdige wil nadrukkelijk niet in een gezin wonen.",
    "Drie gezinnen benaderd; geen van hen kon de zorg dragen.",
    "De veiligheid van andere kinderen in een gezin is niet te borgen.",
)

LEAVE_CONDITIONS = _all(
    "Bereikbaar per telefoon; 's avonds om tien uur thuis.",
    "Verblijf bij vader; geen contact met de vriendengroep.",
    "Begeleid door een groepsleider.",
    "Zondag om zeven uur terug op de groep.",
)

NOTES = _all(
    "Gebeld met moeder; zij is bij het volgende gesprek.",
    "School kan na de vakantie weer starten, halve dagen.",
    "Mentor meldt dat het de laatste weken rustiger gaat.",
    "Overleg met de gedragswetenschapper gepland.",
    "Advocaat vraagt om het plan; toegestuurd.",
    "Jeugdige heeft een bijbaantje gevonden.",
    "Terugkoppeling van de groepsleiding ontvangen.",
    "Ouders vragen of het weekend thuis kan worden verlengd.",
)

HANDOVERS = _all(
    "Traject loopt; de eerstvolgende evaluatie staat gepland. Ouders en jeugdige kennen de nieuwe procesregisseur.",
    "Overdracht wegens vertrek van de collega. Aandachtspunt: einddatum van de machtiging.",
)

HANDED_OVER_ELSEWHERE = Words("Overgedragen na verhuizing; de afspraken zijn doorgenomen met de jeugdige erbij.")

WITHDRAWN = _all(
    "Ouders hebben samen met de wijkverpleging een andere oplossing gevonden.",
    "De jeugdige woont nu bij een tante; hulp is daar niet nodig.",
    "Aanvraag ingetrokken op verzoek van de jeugdige en ouders.",
)

CLOSED = _all(
    "Doelen behaald; geen hulp meer nodig.",
    "Afgerond in overleg; de wijk blijft beschikbaar.",
    "Verder onder een andere wet.",
    "Hulp gestopt op verzoek van het gezin.",
)

REOPENED = _all(
    "Het gaat opnieuw mis thuis; het gezin vraagt zelf om hulp.",
    "Nieuwe zorgen gemeld door school en politie.",
    "Terugval na een rustige periode.",
)

REASONS_TO_ADMIT = _all(
    "De voorwaarden zijn driemaal overtreden; de veiligheid is thuis niet meer te borgen.",
    "De jeugdige is sinds een week spoorloos geweest en weigert de afgesproken behandeling.",
)

TOLD_BY_TELEPHONE = _all(
    "De kinderrechter heeft de machtiging telefonisch doorgegeven; de beschikking volgt.",
    "Machtiging mondeling verleend; het stuk is nog onderweg.",
)

NO_OTHER_PLACE = _all(
    "Nergens anders een veilige plek vannacht; het verzoek ligt bij de kinderrechter.",
    "Acuut gevaar; de opname kon niet wachten tot de beslissing.",
)

AS_IT_WAS = Words("Zo is het gegaan; het wordt vastgelegd zoals het was.")

LEFT_A_DAY_LATER = Words("Het hof heeft de machtiging vernietigd; het vertrek naar huis kan pas een dag later.")

CORRECTIONS = _all(
    "Verkeerde datum overgenomen uit de mail.",
    "Bij het invoeren het verkeerde gekozen.",
    "Hersteld na controle met de aanbieder.",
    "Naam verkeerd gespeld bij de aanmelding.",
)

VOIDINGS = _all(
    "In het verkeerde traject vastgelegd.",
    "Is niet doorgegaan; hoort hier niet te staan.",
)

NO_LEAVE = _all(
    "Vorig weekend niet teruggekomen op de afgesproken tijd; volgende week opnieuw bekijken.",
    "Thuis is op dit moment niemand die kan begeleiden.",
    "De gedragswetenschapper acht het nog te vroeg.",
)

LEAVE_WITHDRAWN = _all(
    "De afspraken over contact zijn niet nagekomen.",
    "Thuis ontstond ruzie; de jeugdige vroeg zelf om terug te komen.",
)

CONFIDANTS = _all("A. Vermeulen", "J. Brouwers", "S. de Wit", "M. Habets")

CASES = _all(
    "Bij oplopende spanning, na een eerste gesprek.",
    "Bij een vermoeden van middelen of verboden voorwerpen.",
    "Wanneer contact de behandeling aantoonbaar schaadt.",
)

PROGRESS = _all(
    "Twee van de drie doelen lopen; school vraagt nog aandacht.",
    "Het verlof gaat goed; de stap naar buiten wordt voorbereid.",
    "Weinig beweging: het plan wordt bijgesteld.",
    "De jeugdige is tevreden over de mentor en wil sneller naar huis.",
)

REASONS_FOR_A_MEASURE = _all(
    "Dreigde een groepsgenoot te slaan; praten hielp niet.",
    "Na terugkeer van verlof onder invloed.",
    "Contact met iemand die de jeugdige onder druk zet.",
)

COMPLAINTS = _all(
    "Ik kreeg niet te horen waarom.",
    "Mijn telefoon is te lang ingenomen.",
    "Het verlof ging niet door en niemand legde het uit.",
    "Er is niet naar mij geluisterd.",
)

BEFORE = _all(
    "Ambulante hulp in het gezin, na een half jaar gestopt.",
    "Woonde enige tijd bij familie; dat hield geen stand.",
    "Eerder opgenomen geweest; een verslag is opgevraagd.",
)

ANALYSES = _all(
    "Spanning thuis en op school versterken elkaar; boosheid dekt somberheid af.",
    "Vroege breuken maken vertrouwen moeilijk; voorspelbaarheid helpt.",
    "Overvraging houdt het gedrag in stand; de jeugdige kan minder dan het lijkt.",
)

DECLINED = _all(
    "De groep past niet bij de leeftijd.",
    "Te ver van school en vrienden.",
    "Op dit moment te veel onrust in het huis.",
)

AGREED = _all(
    "School stuurt het verslag van de mentor.",
    "Ouders leveren de verzekeringsgegevens aan.",
    "De aanbieder plant een gesprek met de jeugdige erbij.",
    "Wijkteam regelt vervoer naar dagbesteding.",
)

OWN_STATEMENTS = _all(
    "Ik wil dat erbij staat dat ik wel naar school wilde.",
    "Wat er over die avond staat klopt niet volgens mij.",
    "Ik heb zelf om deze plek gevraagd.",
)

NOT_DESTROYED = _all(
    "De passages over een ander blijven bewaard.",
    "Een procedure loopt nog; dit deel is daarvoor nodig.",
)
