import type { Catalogue } from '../text.ts';

export const helpOfficer: Catalogue = {
  'No one works on it yet. It also waits again when its holder does not act for ten minutes.':
    'Noch bearbeitet sie niemand. Sie wartet auch wieder, wenn die bearbeitende Person zehn Minuten lang nichts tut.',
  'A person has taken it and decides.': 'Eine Person hat sie übernommen und entscheidet.',
  'The holder asks a colleague, who decides without knowing the first decision.':
    'Die bearbeitende Person fragt eine zweite, die entscheidet, ohne die erste Entscheidung zu kennen.',
  'The two opinions differ. A supervisor decides.':
    'Die beiden Meinungen weichen voneinander ab. Die Schichtleitung entscheidet.',
  'The decision is recorded and cannot be changed.': 'Die Entscheidung ist festgehalten und nicht mehr änderbar.',
  'States of a referral': 'Zustände einer Verweisung',
  'The traveller may pass. The button also opens the gate, for which you sign with your passkey.':
    'Die reisende Person darf passieren. Die Schaltfläche öffnet auch die Schleuse; dafür signieren Sie mit Ihrem Passkey.',
  'The traveller goes to the second line. The gate stays closed.':
    'Die reisende Person geht zur zweiten Kontrolllinie. Die Schleuse bleibt geschlossen.',
  'Needs a second opinion that agrees. The reasons are those of the standard form for refusal of entry.':
    'Erfordert eine zustimmende zweite Meinung. Die Gründe sind die des Standardformulars für die Einreiseverweigerung.',
  'Another authority takes care of the traveller.': 'Eine andere Behörde übernimmt die reisende Person.',
  'The traveller went away before the decision.': 'Die reisende Person ging vor der Entscheidung weg.',
  'The lane referred, but it was empty or staff were in it.':
    'Die Spur hat verwiesen, war aber leer oder mit Personal besetzt.',
  'The check found what the policy requires.': 'Die Prüfung fand, was die Richtlinie verlangt.',
  'The check found a difference. The reason is shown beside it.':
    'Die Prüfung fand eine Abweichung. Der Grund steht daneben.',
  'The check could not decide, for example because of light or movement. It is not a suspicion.':
    'Die Prüfung konnte nicht entscheiden, etwa wegen Licht oder Bewegung. Das ist kein Verdacht.',
  'The check was not made: the policy does not require it, the lane does not have it, or an earlier check had decided.':
    'Die Prüfung fand nicht statt: Die Richtlinie verlangt sie nicht, die Spur hat sie nicht, oder eine frühere Prüfung hatte entschieden.',
  'Results of a check': 'Ergebnisse einer Prüfung',
  'The reader took the printed lines and opened the chip.':
    'Das Lesegerät hat die gedruckten Zeilen erfasst und den Chip geöffnet.',
  'The printed lines contain check digits, which must agree with the data.':
    'Die gedruckten Zeilen enthalten Prüfziffern, die zu den Angaben passen müssen.',
  'The document has not expired.': 'Das Dokument ist nicht abgelaufen.',
  'The chip and the printed lines hold the same data.': 'Chip und gedruckte Zeilen enthalten dieselben Angaben.',
  'A state that the lane trusts has signed the content of the chip.':
    'Ein Staat, dem die Spur vertraut, hat den Inhalt des Chips signiert.',
  'The chip proved with its own key that it is not a copy.':
    'Der Chip hat mit seinem eigenen Schlüssel belegt, dass er keine Kopie ist.',
  'The document is not on the list of lost, stolen or invalid documents that the lane holds.':
    'Das Dokument steht nicht auf der Liste verlorener, gestohlener oder ungültiger Dokumente, die die Spur führt.',
  'The camera found one face and took pictures of it.': 'Die Kamera hat ein Gesicht gefunden und aufgenommen.',
  'The picture is sharp and bright enough for a comparison.': 'Das Bild ist für einen Vergleich scharf und hell genug.',
  'While the head turns, the lane measures its relief. A flat picture has none.':
    'Während sich der Kopf dreht, misst die Spur sein Relief. Ein flaches Bild hat keines.',
  'The screen shines in changing colours. The lane checks that the light is reflected as by a head.':
    'Der Bildschirm leuchtet in wechselnden Farben. Die Spur prüft, ob das Licht wie von einem Kopf zurückkommt.',
  'The live face is compared with the portrait of the chip. The value is the highest share of strangers who would pass.':
    'Das aufgenommene Gesicht wird mit dem Porträt des Chips verglichen. Der Wert ist der höchste Anteil fremder Personen, die durchkämen.',
  'A fingerprint is compared with the chip or with the registration.':
    'Ein Fingerabdruck wird mit dem Chip oder mit der Registrierung verglichen.',
  'The traveller answered the questions of customs.': 'Die reisende Person hat die Fragen des Zolls beantwortet.',
  'Checks of the lane': 'Prüfungen der Spur',
  'The lane tests its devices and loads its models. It takes no traveller yet.':
    'Die Spur prüft ihre Geräte und lädt ihre Modelle. Sie nimmt noch keine Reisenden an.',
  'The lane waits for the next traveller.': 'Die Spur wartet auf die nächste reisende Person.',
  'A traveller is in the lane. The step is not shown, so that a test of attention cannot be recognised.':
    'Eine reisende Person ist in der Spur. Der Schritt wird nicht gezeigt, damit ein Aufmerksamkeitstest nicht erkennbar ist.',
  'The gate stands open so that people can get out. The lane checks no one.':
    'Die Schleuse steht offen, damit Menschen hinauskommen. Die Spur prüft niemanden.',
  'States of a lane': 'Zustände einer Spur',
  'The device works.': 'Das Gerät funktioniert.',
  'The device answers and reports a fault. Call a technician if it stays.':
    'Das Gerät antwortet und meldet eine Störung. Rufen Sie den technischen Dienst, wenn sie bleibt.',
  'The device does not answer. Its cable or its power may be off.':
    'Das Gerät antwortet nicht. Kabel oder Strom können fehlen.',
  'States of a device': 'Zustände eines Geräts',
  'Every required check passed and the lane opened the gate.':
    'Alle verlangten Prüfungen wurden bestanden, und die Spur hat die Schleuse geöffnet.',
  'The lane sent the traveller to an officer. The decision of the officer is shown beside it.':
    'Die Spur hat die reisende Person an eine Kontrollkraft verwiesen. Deren Entscheidung steht daneben.',
  'An officer refused entry.': 'Eine Kontrollkraft hat die Einreise verweigert.',
  'The traveller left before the lane had decided.': 'Die reisende Person verließ die Spur vor der Entscheidung.',
  'An officer decided at the lane or at the desk.': 'Eine Kontrollkraft hat an der Spur oder am Schalter entschieden.',
  'The sensor counted one person.': 'Der Sensor zählte eine Person.',
  'The traveller entered and went back.': 'Die reisende Person trat ein und kehrte um.',
  'The sensor counted more people than the lane had cleared. Look for the second person.':
    'Der Sensor zählte mehr Personen, als die Spur freigegeben hatte. Suchen Sie die zweite Person.',
  'The gate opened and closed again without a passage.': 'Die Schleuse öffnete und schloss sich ohne Durchgang.',
  'The barrier stopped on its way. Look at the gate.':
    'Die Sperre blieb auf ihrem Weg stehen. Sehen Sie bei der Schleuse nach.',
  'The lane stopped meanwhile, so the passage is not known.':
    'Die Spur hielt währenddessen an; der Durchgang ist deshalb nicht bekannt.',
  'Passage through the gate': 'Durchgang durch die Schleuse',
  'The traveller was cleared. Nothing is kept after the passage.':
    'Die reisende Person wurde freigegeben. Nach dem Durchgang wird nichts aufbewahrt.',
  'The limit of the retention policy was reached.': 'Die Frist der Aufbewahrungsrichtlinie war erreicht.',
  'The limit passed while the lane was switched off. The lane erased it at its start.':
    'Die Frist verstrich, während die Spur ausgeschaltet war. Die Spur hat beim Start gelöscht.',
  'A privacy officer ordered it on a traveller’s request.':
    'Die für den Datenschutz zuständige Person hat es auf Antrag einer reisenden Person angeordnet.',
  'An officer decided, and the policy keeps nothing after that.':
    'Eine Kontrollkraft hat entschieden, und die Richtlinie bewahrt danach nichts auf.',
  'Two people ended the legal hold.': 'Zwei Personen haben die Löschsperre aufgehoben.',
  'The key was already destroyed, so only the remains were removed.':
    'Der Schlüssel war bereits vernichtet; es wurden nur noch die Reste entfernt.',
  'Causes of an erasure': 'Gründe einer Löschung',
  'The decision was drawn at random and waits for a person who had no part in it.':
    'Die Entscheidung wurde ausgelost und wartet auf eine unbeteiligte Person.',
  'The time is nearly over. The lane erases the pictures when it ends.':
    'Die Zeit ist fast vorbei. An ihrem Ende löscht die Spur die Bilder.',
  'The second person would have decided the same.': 'Die zweite Person hätte genauso entschieden.',
  'The second person would have decided otherwise. A supervisor reviews the case.':
    'Die zweite Person hätte anders entschieden. Die Schichtleitung prüft den Fall.',
  'The pictures do not suffice for an opinion.': 'Die Bilder reichen für eine Meinung nicht aus.',
  'States of a second look': 'Zustände einer Zweitprüfung',
  'Another person must confirm the cause within ten minutes.':
    'Eine andere Person muss den Grund innerhalb von zehn Minuten bestätigen.',
  'The ten minutes are over and an alarm was raised. Ask at the lane, then enter your finding.':
    'Die zehn Minuten sind vorbei, und ein Alarm wurde ausgelöst. Fragen Sie an der Spur nach und tragen Sie dann Ihre Feststellung ein.',
  'Another person found that there was a cause.': 'Eine andere Person hat festgestellt, dass es einen Grund gab.',
  'Another person found no cause. Find out who came through.':
    'Eine andere Person fand keinen Grund. Klären Sie, wer durchgegangen ist.',
  'Openings by hand': 'Öffnungen von Hand',
  'The number is within the range that chance and habit explain.':
    'Die Zahl liegt in dem Bereich, den Zufall und Gewohnheit erklären.',
  'More admissions than colleagues would have given in these cases. Discuss some of them.':
    'Mehr Zulassungen, als andere in diesen Fällen ausgesprochen hätten. Besprechen Sie einige davon.',
  'Fewer admissions than colleagues would have given in these cases. Discuss some of them.':
    'Weniger Zulassungen, als andere in diesen Fällen ausgesprochen hätten. Besprechen Sie einige davon.',
  'Too few decisions for a comparison.': 'Zu wenige Entscheidungen für einen Vergleich.',
  'Comparison with colleagues': 'Vergleich mit anderen Kontrollkräften',
  'The person noticed the fault that the test contained.': 'Die Person hat den Fehler bemerkt, den der Test enthielt.',
  'The person admitted although the test showed a grave fault.':
    'Die Person hat zugelassen, obwohl der Test einen schweren Fehler zeigte.',
  'The person stated that no traveller was there, which is true of a test.':
    'Die Person gab an, dass keine Reisenden da waren, was bei einem Test zutrifft.',
  'Results of a test of attention': 'Ergebnisse eines Aufmerksamkeitstests',
  'Officers watch the lanes of their site here and decide about travellers whom a lane referred.':
    'Hier beobachten Kontrollkräfte die Spuren ihres Standorts und entscheiden über Reisende, die eine Spur an sie verwiesen hat.',
  'Shows the travellers who wait, the selected referral with its evidence and decision, and the lanes of your duty. Take a referral, compare the faces, then choose a decision and its reason. The pictures close after one minute.':
    'Zeigt die wartenden Reisenden, die ausgewählte Verweisung mit Kontrollaufnahmen und Entscheidung sowie die Spuren Ihrer Befugnis. Übernehmen Sie eine Verweisung, vergleichen Sie die Gesichter und wählen Sie dann die Entscheidung mit ihrer Begründung. Die Bilder schließen sich nach einer Minute.',
  'Shows the outcomes that the lanes reported, the alarms, and the erasures. A referred traveller appears here after the decision. Open a line to see each check.':
    'Zeigt die von den Spuren gemeldeten Ergebnisse, die Alarme und die Löschungen. Verwiesene Reisende erscheinen hier nach der Entscheidung. Öffnen Sie eine Zeile, um jede Prüfung zu sehen.',
  'Lists decisions and openings of colleagues that wait for a second person. View the evidence first, then state your finding. The traveller has left and is not held for it. Your own decisions are not listed.':
    'Führt Entscheidungen und Öffnungen anderer Kontrollkräfte auf, die auf eine zweite Person warten. Sehen Sie zuerst die Kontrollaufnahmen an und geben Sie dann Ihre Feststellung ab. Die reisende Person ist gegangen und wird dafür nicht aufgehalten. Ihre eigenen Entscheidungen sind nicht aufgeführt.',
  'Passes a watch to the next person. The person who leaves writes notes about lanes, never about travellers, and offers the handover. The next person reads the notes and takes over.':
    'Übergibt eine Beobachtung an die nächste Person. Wer geht, schreibt Hinweise zu Spuren, nie zu Reisenden, und bietet die Übergabe an. Die nächste Person liest die Hinweise und übernimmt.',
  'Shows supervisors how the tests of attention went, and whose decisions differ from those of colleagues in similar cases by more than chance explains. A mark is a reason to discuss cases together. It is not a finding about a person.':
    'Zeigt der Schichtleitung, wie die Aufmerksamkeitstests verliefen und wessen Entscheidungen in ähnlichen Fällen stärker von denen anderer abweichen, als der Zufall erklärt. Eine Markierung ist ein Anlass, Fälle gemeinsam zu besprechen, und keine Feststellung über eine Person.',
  'One document may be compared at most three times a day at a lane, so that no one can try out faces.':
    'Ein Dokument darf an einer Kontrollspur höchstens dreimal am Tag verglichen werden, damit niemand Gesichter durchprobieren kann.',
  'The lane takes no traveller: a person closed it, a device has a fault, or it is outside the opening hours.':
    'Die Kontrollspur nimmt keine Reisenden an: Eine Person hat sie geschlossen, ein Gerät ist gestört, oder es ist außerhalb der Öffnungszeiten.',
  'Holders of this nationality may use a lane. All others use the desk. It says nothing against the traveller.':
    'Personen dieser Staatsangehörigkeit dürfen eine Kontrollspur benutzen. Alle anderen gehen zum Schalter. Das spricht nicht gegen die Reisenden.',
  'Holders of documents of this state or organisation may use a lane.':
    'Personen mit Dokumenten dieses Staates oder dieser Organisation dürfen eine Kontrollspur benutzen.',
  'Holders of this kind of document may use a lane.':
    'Personen mit dieser Dokumentenart dürfen eine Kontrollspur benutzen.',
  'Travellers of this age may use a lane. The lane works out the age and reports only the result.':
    'Reisende dieses Alters dürfen eine Kontrollspur benutzen. Die Kontrollspur berechnet das Alter und meldet nur das Ergebnis.',
  'The document stays valid for as long as the policy requires.':
    'Das Dokument bleibt so lange gültig, wie die Richtlinie verlangt.',
  'Lanes are open at this time.': 'Die Kontrollspuren sind um diese Zeit geöffnet.',
};
