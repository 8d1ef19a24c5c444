/** The texts of the rules in German. */
import type { RuleWords } from '../rule-texts.ts';

export const de: RuleWords = {
  CDS10001: ['Dieser Datensatz verlangt das Element.', 'Tragen Sie es ein.'],
  CDS10002: [
    'Das Datenmodell hat hier kein solches Element, oder dieser Datensatz lässt es nicht zu.',
    'Entfernen Sie es.',
  ],
  CDS10003: ['Das Element kommt häufiger vor als erlaubt.', 'Entfernen Sie die überzähligen.'],
  CDS10010: ['Der Wert hat nicht die Form des Elements.', 'Berichtigen Sie Länge, Zeichen oder Nachkommastellen.'],
  CDS10020: ['Der Wert steht nicht in der Codeliste des Elements.', 'Wählen Sie einen Code aus der Liste.'],
  CDS11003: [
    'Die Anzahl der Positionen weicht von den Positionen der Anmeldung ab.',
    'Tragen Sie die Anzahl der Positionen ein, oder lassen Sie sie weg.',
  ],
  CDS11004: [
    'Das Verfahren gehört nicht zu diesem Datensatz.',
    'Wählen Sie ein Verfahren des Datensatzes oder einen anderen Datensatz.',
  ],
  CDS11006: [
    'Eigenmasse und Rohmasse sind gleich.',
    'Tragen Sie die Rohmasse mit Verpackung ein und die Eigenmasse ohne.',
  ],
  CDS12003: [
    'Der Anmelder hat diese eigene Bezugsnummer in den letzten 48 Stunden verwendet.',
    'Verwenden Sie eine neue Bezugsnummer (LRN).',
  ],
  CDS12005: [
    'Die Kennnummer des Beteiligten ist nicht registriert.',
    'Tragen Sie die registrierte EORI-Nummer des Beteiligten ein.',
  ],
  CDS12016: [
    'Das Datum der Annahme liegt in der Zukunft oder mehr als 180 Tage zurück.',
    'Tragen Sie das Datum der Annahme ein, höchstens 180 Tage zurück.',
  ],
  CDS12056: [
    'Der Verbrauchsteuercode der Waren gilt an diesem Tag nicht.',
    'Tragen Sie den Code ein, den der Tarif an diesem Tag für die Waren hat.',
  ],
  CDS12057: [
    'Die Positionen haben verschiedene Rechnungswährungen.',
    'Melden Sie Waren einer Rechnungswährung zusammen an.',
  ],
  CDS12062: [
    'Diese Kennnummer der Sendung wurde in den letzten 12 Monaten verwendet.',
    'Verwenden Sie eine neue Kennnummer der Sendung (UCR).',
  ],
  CDS12071: [
    'Das Element hat im Kopf einen anderen Wert als in einer Position.',
    'Lassen Sie es an einer der beiden Stellen.',
  ],
  CDS12073: ['Das Element fehlt im Kopf und in dieser Position.', 'Tragen Sie es im Kopf oder in jeder Position ein.'],
  CDS12145: [
    'Das Verfahren 42 braucht den Code NIIMP der zusätzlichen Informationen.',
    'Fügen Sie den Code hinzu, oder wählen Sie ein anderes Verfahren.',
  ],
  CDS12149: ['Das zusätzliche Verfahren 000 schließt alle anderen aus.', 'Entfernen Sie 000 oder die anderen Codes.'],
  C0055: [
    'Der Containerindikator ist 0, aber es sind Container angemeldet.',
    'Setzen Sie den Indikator auf 1, oder entfernen Sie die Container.',
  ],
  C0060: [
    'Anzahl und Zeichen der Packstücke passen nicht zur Art: Massengut hat keine Anzahl, unverpackte Waren brauchen eine, andere Arten brauchen Anzahl und Zeichen.',
    'Ergänzen oder entfernen Sie die Anzahl oder die Zeichen.',
  ],
  C0250: [
    'Ein Beteiligter mit registrierter Kennnummer hat weder Name noch Anschrift; einer ohne hat beides.',
    'Tragen Sie nur die Kennnummer ein, oder den Namen mit Straße, Ort und Land.',
  ],
  C0298: [
    'Eine Menge braucht ihre Einheit, und eine Einheit ihre Menge.',
    'Tragen Sie beides ein oder keines von beiden.',
  ],
  C0394: [
    'Die Angaben zum Ort passen nicht zu seiner Art.',
    'Z braucht eine Anschrift, W Koordinaten, T Land und Postleitzahl, die anderen einen Code.',
  ],
  C0505: ['Anschriften in diesem Land haben eine Postleitzahl.', 'Tragen Sie die Postleitzahl ein.'],
  C0823: [
    'Der Containerindikator ist 1, aber es ist kein Container angemeldet.',
    'Tragen Sie einen Container ein, oder setzen Sie den Indikator auf 0.',
  ],
  R0219: [
    'Eine Position hat Packstücke mit und ohne die Anzahl null.',
    'Tragen Sie null bei allen Packstücken der Position ein oder bei keinem.',
  ],
  R0221: [
    'Die Packstücke sind bei einer anderen Position gezählt, aber diese Position hat eine Rohmasse.',
    'Tragen Sie die Rohmasse bei der Position ein, die die Packstücke zählt.',
  ],
  R0223: ['Die Eigenmasse ist größer als die Rohmasse.', 'Berichtigen Sie eine der beiden.'],
  R0364: [
    'Keine andere Position hat Packstücke mit denselben Zeichen und einer Anzahl über null.',
    'Tragen Sie dieselben Zeichen bei der Position ein, die die Packstücke zählt.',
  ],
  R0983: ['Die Summe ist kleiner als die der Positionen.', 'Berichtigen Sie die Summe oder die Positionen.'],
  R0987: ['Die laufenden Nummern sind nicht 1, 2, 3 …', 'Nummerieren Sie die Einträge der Reihe nach.'],
  R0988: ['Die Nummern der Positionen sind nicht 1, 2, 3 …', 'Nummerieren Sie die Positionen der Reihe nach.'],
  'item-sum': [
    'Der Rechnungsbetrag ist kleiner als die Summe der Positionen.',
    'Berichtigen Sie die Summe oder die Positionen.',
  ],
  'item-sum-converted': [
    'Der Rechnungsbetrag ist kleiner als die Summe der Positionen, umgerechnet mit den Wechselkursen des Tages.',
    'Berichtigen Sie den Rechnungsbetrag, die Positionen oder ihre Währung.',
  ],
  'no-rates': [
    'Es galt keine Tabelle der Wechselkurse, daher wurde dieser Betrag nicht mit Beträgen in einer anderen Währung verglichen.',
    'Vergleichen Sie die Beträge selbst, oder tragen Sie sie in einer Währung ein.',
  ],
  'currency-with-amount': [
    'Ein Betrag braucht seine Währung, und eine Währung ihren Betrag.',
    'Tragen Sie beides ein oder keines von beiden.',
  ],
  'hs-unknown': [
    'Die Warennummer beginnt nicht mit einem Code des Harmonisierten Systems.',
    'Suchen Sie die Nummer im Zolltarif.',
  ],
  'hs-edition': [
    'Das Harmonisierte System von 2022 hat die Position, aber nicht diese Unterposition.',
    'Suchen Sie die Nummer im Zolltarif von heute.',
  ],
  'eori-form': ['Eine EORI-Nummer ist ein Ländercode mit bis zu 15 Zeichen.', 'Tragen Sie die EORI-Nummer ein.'],
  'container-digit': [
    'Die Prüfziffer der Containernummer ist falsch (ISO 6346).',
    'Vergleichen Sie sie mit dem Container.',
  ],
  'ship-digit': ['Die Prüfziffer der IMO-Schiffsnummer ist falsch.', 'Vergleichen Sie sie mit den Schiffspapieren.'],
  'mrn-form': [
    'Der Verweis hat nicht die Form einer Versandbezugsnummer (MRN).',
    'Tragen Sie die 18 Zeichen der MRN ein.',
  ],
  'mrn-digit': ['Die Prüfziffer der MRN ist ungewöhnlich.', 'Vergleichen Sie sie mit dem Papier.'],
  'gtin-digit': [
    'Die Prüfziffer der GTIN ist falsch.',
    'Tragen Sie die 8 oder 12 bis 14 Ziffern unter dem Strichcode ein.',
  ],
  'decimal-comma': [
    'Die Zahl ist zweideutig: ein Komma vor drei Ziffern.',
    'Schreiben Sie einen Punkt vor die Nachkommastellen und nichts zwischen die Tausender.',
  ],
  'h7-value': ['Der Sachwert übersteigt 150 EUR.', 'Verwenden Sie den Datensatz H1.'],
  'h7-currency': [
    'Der Wert wurde nicht mit 150 EUR verglichen, weil die Tabelle der Wechselkurse seine Währung nicht enthält.',
    'Tragen Sie den Wert in Euro ein.',
  ],
  'h7-procedure': [
    'Waren von geringem Wert brauchen das zusätzliche Verfahren C07 oder C08.',
    'Fügen Sie den Code hinzu, oder verwenden Sie den Datensatz H1.',
  ],
  'h7-duty': [
    'Vom 1. Juli 2026 bis zum 1. Juli 2028 ist für jede Position ein Zoll von 3 EUR fällig.',
    'Sie müssen ihn nicht eingeben: die Zollstelle berechnet ihn.',
  ],
  'h7-declarant': [
    'Ab dem 1. Juli 2026 meldet der Inhaber der IOSS-Nummer oder sein Vertreter die Waren an.',
    'Tragen Sie den Inhaber als Anmelder ein oder einen Vertreter mit seinem Status.',
  ],
  'h7-identifiers': [
    'Ab dem 1. November 2026 braucht jede Position die Produktkennungen des Händlers und des Herstellers.',
    'Tragen Sie beide Kennungen in der Position ein. Eine GTIN ist freiwillig.',
  ],
  'ioss-form': [
    'Die Rolle FR5 braucht eine IOSS-Nummer: IM und zehn Ziffern.',
    'Berichtigen Sie die Nummer oder die Rolle.',
  ],
  'ioss-place': ['Eine IOSS-Nummer steht im Kopf.', 'Verschieben Sie sie aus der Position in den Kopf.'],
  'ioss-once': ['Eine Sendung hat eine IOSS-Nummer.', 'Entfernen Sie die anderen.'],
  'mandate-missing': [
    'Der Händler, den die Anfrage nennt, hat dem einreichenden Händler keine gültige Vollmacht gegeben.',
    'Vereinbaren Sie zuerst im Portal eine Vollmacht, oder reichen Sie ein, ohne einen anderen Händler zu nennen.',
  ],
  'mandate-data-set': [
    'Keine gültige Vollmacht umfasst diesen Datensatz.',
    'Bitten Sie den anderen Händler um eine Vollmacht, die ihn nennt.',
  ],
  'mandate-kind': [
    'Der Status des Vertreters ist nicht der einer gültigen Vollmacht: 2 ist direkte Vertretung, 3 ist indirekte.',
    'Tragen Sie den Status ein, den die Vollmacht hat.',
  ],
  'mandate-party': [
    'Der Vertretene ist nicht der, der die Vollmacht gegeben hat: der Anmelder bei direkter Vertretung, sonst der Einführer oder der Ausführer.',
    'Tragen Sie die Kennnummer ein, für die die Vollmacht gegeben wurde.',
  ],
  'xml-not-taken': [
    'Dieses Element der Nachricht wird nicht übernommen.',
    'Lassen Sie es weg, oder verwenden Sie die JSON-Form.',
  ],
};
