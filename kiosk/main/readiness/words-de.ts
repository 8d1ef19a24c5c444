import type { CheckWords } from './check-words.ts';

export const de: CheckWords = {
  items: {
    'secure-element': 'Sicherheitselement (Token oder TPM)',
    clock: 'Uhr',
    disk: 'Datenträger',
    server: 'Verbindung zum Server',
    certificates: 'Zertifikate',
    models: 'Modelle und Auswertung',
    camera: 'Kamera',
    exposure: 'Licht und Belichtung',
    'frame-rate': 'Ausgewertete Bilder',
    'screen-light': 'Licht des Bildschirms',
    'document-reader': 'Dokumentenleser',
    'fingerprint-scanner': 'Fingerabdruckscanner',
    'token-reader': 'Codeleser',
    indicator: 'Lampen',
    gate: 'Schleuse',
    'walk-through': 'Durchgang',
  },
  devices: {
    camera: 'die Kamera',
    'fingerprint-scanner': 'der Fingerabdruckscanner',
    'document-reader': 'der Dokumentenleser',
    'token-reader': 'der Codeleser',
    gate: 'die Schleuse',
    indicator: 'die Lampensteuerung',
    'secure-element': 'das Sicherheitselement',
  },
  anyDevice: 'das Gerät',
  place: ' an {place}',
  advice: {
    'no-answer': {
      cause: '{device}{place} antwortet nicht.',
      nextStep:
        'Prüfen Sie Kabel, Stromversorgung und die Adresse in den Einstellungen. Die Kontrollspur verbindet sich von selbst wieder.',
    },
    'not-permitted': {
      cause: '{device}{place}: Das Betriebssystem oder das Gerät selbst verweigert der Kontrollspur den Zugriff.',
      nextStep:
        'Prüfen Sie, ob der Benutzer postern-lane zur Gruppe der Gerätedatei gehört und ob PIN und Passwort stimmen.',
    },
    'timed-out': {
      cause: '{device}{place} ist verbunden und hat nicht rechtzeitig geantwortet.',
      nextStep:
        'Schalten Sie das Gerät aus und wieder ein. Hilft das nicht, versuchen Sie ein anderes Kabel oder einen anderen Anschluss, dann ein anderes Gerät.',
    },
    'damaged-data': {
      cause: '{device}{place} sendet Daten, die beschädigt sind oder nicht dem Protokoll entsprechen.',
      nextStep:
        'Prüfen Sie Kabel, Stecker und Schirmung und ob Geschwindigkeit und Format der Leitung den Einstellungen entsprechen.',
    },
    unsupported: {
      cause: '{device}{place} hat nicht alles, was der Treiber braucht.',
      nextStep:
        'Vergleichen Sie das Modell und die installierten Bibliotheken mit der Liste in der Anleitung. Lesen Sie das Protokoll: journalctl -u postern-lane.',
    },
    busy: {
      cause: '{device}{place} wird von einem anderen Programm benutzt.',
      nextStep: 'Beenden Sie das andere Programm. Gibt es keines, starten Sie die Kontrollspur neu.',
    },
    jammed: {
      cause: 'Die Schleuse hat ihre Endlage nicht erreicht.',
      nextStep:
        'Schalten Sie den Antrieb aus und suchen Sie einen Gegenstand, einen losen Riemen oder ein schwergängiges Scharnier. Prüfen Sie die Endlagenschalter.',
    },
    'keys-unusable': {
      cause: 'Das Sicherheitselement hat die Schlüssel dieser Kontrollspur nicht oder verweigert ihren Gebrauch.',
      nextStep:
        'Prüfen Sie, ob es das richtige Token ist und ob das TPM nicht gelöscht wurde: postern-lane vault self-test, postern-lane tpm status.',
    },
    'clock-unreliable': {
      cause: 'Die Uhr des Rechners ist gesprungen oder geht hinter der letzten Zeit, die die Kontrollspur gesehen hat.',
      nextStep: 'Stellen Sie die Uhr und ihren Zeitserver richtig: timedatectl. Wiederholen Sie dann diesen Punkt.',
    },
    'clock-differs': {
      cause: 'Die Uhren von Kontrollspur und Server weichen um mehrere Sekunden voneinander ab.',
      nextStep:
        'Prüfen Sie die Zeitserver beider Rechner. Geht die Uhr der Kontrollspur richtig, melden Sie es der Administration des Servers.',
    },
    'disk-full': {
      cause: 'Der Datenträger der Kontrollspur ist fast voll.',
      nextStep:
        'Suchen Sie große Dateien außerhalb von /var/lib/postern-lane, zum Beispiel Protokolle: journalctl --disk-usage. Löschen Sie keine Dateien der Kontrollspur.',
    },
    'disk-read-only': {
      cause: 'Die Kontrollspur kann nicht auf ihren Datenträger schreiben.',
      nextStep:
        'Suchen Sie mit dmesg nach Fehlern des Datenträgers. Ersetzen Sie einen Datenträger, der Fehler meldet; seine Schlüssel sind im Sicherheitselement.',
    },
    'server-unreachable': {
      cause: 'Der Server antwortet nicht oder nimmt diese Kontrollspur nicht an.',
      nextStep:
        'Prüfen Sie das Netzwerkkabel und die Adresse in POSTERN_KIOSK_SERVER_URL. Fragen Sie die Administration, ob die Kontrollspur eingetragen ist.',
    },
    'reports-waiting': {
      cause: 'Der Server antwortet und nimmt die Berichte dieser Kontrollspur nicht an.',
      nextStep:
        'Lesen Sie das Ereignis „delivery“ im Protokoll. Fragen Sie die Administration nach Alarmen zu dieser Kontrollspur.',
    },
    'certificate-missing': {
      cause: 'Die Kontrollspur hat kein Zertifikat für ihre Verbindungen.',
      nextStep:
        'Prüfen Sie die Uhr und die Verbindung zum Server. Fragen Sie die Administration, ob die Kontrollspur gesperrt wurde.',
    },
    'certificate-expires': {
      cause: 'Ein Zertifikat der Kontrollspur wurde nicht erneuert und läuft bald ab.',
      nextStep: 'Prüfen Sie die Verbindung zum Server. Ein Zertifikat des Betreibers wird von dessen Inhaber ersetzt.',
    },
    'analysis-silent': {
      cause: 'Die Auswertung von Gesichtern oder Fingern antwortet nicht.',
      nextStep:
        'Starten Sie die Kontrollspur neu. Geschieht es wieder, prüfen Sie Speicher und Auslastung und installieren Sie das Paket erneut.',
    },
    'no-frames': {
      cause: 'Die Kamera{place} ist verbunden und sendet keine Bilder.',
      nextStep:
        'Prüfen Sie Kabel und Modus der Kamera. Versuchen Sie die Kamera mit v4l2-ctl oder ffmpeg, während die Kontrollspur angehalten ist.',
    },
    'frames-few': {
      cause:
        'Die Kamera sendet weniger Bilder, als ihr Modus verspricht: oft ist es zu dunkel oder der USB-Anschluss zu langsam.',
      nextStep:
        'Sorgen Sie für mehr Licht. Geben Sie der Kamera einen eigenen Anschluss. Wählen Sie in POSTERN_KIOSK_CAMERA_MODE einen kleineren Modus.',
    },
    'frames-late': {
      cause: 'Bilder kommen verspätet an: das Netz oder der Rechner ist ausgelastet.',
      nextStep: 'Geben Sie einer Netzwerkkamera eine eigene Leitung. Suchen Sie andere Programme auf dem Rechner.',
    },
    'too-dark': {
      cause: 'Das Bild ist dunkel: eine Lampe ist aus oder das Objektiv ist verdeckt.',
      nextStep: 'Schalten Sie das Licht ein. Nehmen Sie die Abdeckung ab und reinigen Sie das Objektiv.',
    },
    'too-bright': {
      cause: 'Große Teile des Bildes sind weiß: Sonne oder eine Lampe scheint in die Kamera.',
      nextStep: 'Drehen Sie die Kamera oder die Lampe oder verdunkeln Sie das Fenster.',
    },
    'exposure-not-held': {
      cause: 'Die Kamera kann ihre Belichtung nicht festhalten, was die Lichtprüfung der Vorgaben braucht.',
      nextStep: 'Verwenden Sie eine Kamera, deren Treiber Belichtung und Weißabgleich von Hand einstellen kann.',
    },
    'analysis-slow': {
      cause: 'Der Rechner wertet zu wenige Bilder in der Sekunde aus.',
      nextStep:
        'Suchen Sie andere Programme und Überhitzung: top, sensors. Verwenden Sie einen Rechner mit zwei schnellen Kernen.',
    },
    'no-screen': {
      cause: 'Keine Seite des Reisendenbildschirms ist sichtbar.',
      nextStep: 'Starten Sie den Bildschirm: systemctl start postern-screen. Prüfen Sie, ob die Anzeige an ist.',
    },
    'light-not-seen': {
      cause: 'Die Kamera sieht das Licht des Bildschirms nicht.',
      nextStep:
        'Stellen Sie die Anzeige heller. Stellen Sie eine helle Tafel an den Platz der Reisenden. Schirmen Sie starkes Fremdlicht ab.',
    },
    'light-weak': {
      cause: 'Die Kamera sieht wenig vom Licht des Bildschirms.',
      nextStep:
        'Stellen Sie die Anzeige heller, rücken Sie Kamera und Anzeige näher zusammen oder schirmen Sie anderes Licht ab.',
    },
    'no-document': {
      cause: 'Der Leser hat kein Dokument bemerkt.',
      nextStep:
        'Legen Sie einen Reisepass aufgeschlagen mit dem Foto nach unten auf das Glas. Reinigen Sie das Glas. Wiederholen Sie dann diesen Punkt.',
    },
    'zone-unreadable': {
      cause: 'Die gedruckten Zeilen des Reisepasses wurden nicht gelesen.',
      nextStep:
        'Reinigen Sie das Glas und drücken Sie die Seite flach an. Versuchen Sie einen anderen Reisepass. Prüfen Sie die Einstellung des Zeilenlesers.',
    },
    'chip-unreadable': {
      cause: 'Die Zeilen wurden gelesen, der Chip nicht: er liegt nicht an der Antenne, oder das Dokument hat keinen.',
      nextStep:
        'Verwenden Sie einen Reisepass mit Chipzeichen und halten Sie ihn ruhig. Wenden Sie ihn einmal. Entfernen Sie Metall in der Nähe der Antenne.',
    },
    'document-removed': {
      cause: 'Der Reisepass wurde während des Lesens abgehoben.',
      nextStep: 'Lassen Sie ihn auf dem Leser, bis der Punkt zu Ende ist.',
    },
    'no-finger': {
      cause: 'Der Scanner hat keinen Finger bemerkt, oder es liegt etwas darauf.',
      nextStep: 'Reinigen Sie den Scanner und legen Sie einen Finger flach in die Mitte.',
    },
    'poor-contact': {
      cause: 'Der Scanner hat den Finger schlecht erfasst.',
      nextStep:
        'Reinigen Sie den Scanner, trocknen oder befeuchten Sie den Finger, drücken Sie etwas fester. Versuchen Sie einen anderen Finger.',
    },
    'no-code': {
      cause: 'Der Leser hat keinen Code bemerkt.',
      nextStep: 'Halten Sie einen gedruckten Code eine Handbreit davor. Prüfen Sie, ob das Licht des Lesers an ist.',
    },
    'code-unreadable': {
      cause: 'Der Leser hat einen Text gesendet, der kein gültiger Code ist.',
      nextStep:
        'Stellen Sie den Leser auf reinen Text mit einem Zeilenende nach jedem Code. Versuchen Sie einen gedruckten Code.',
    },
    'lamps-wrong': {
      cause: 'Eine Lampe bleibt dunkel oder hängt an einem anderen Ausgang, als das Profil angibt.',
      nextStep: 'Vergleichen Sie die Verdrahtung Ausgang für Ausgang mit dem Profil. Ersetzen Sie die dunkle Lampe.',
    },
    obstructed: {
      cause: 'Etwas ist der Schleuse im Weg, oder ihr Lichtvorhang ist verschmutzt oder verstellt.',
      nextStep:
        'Machen Sie den Weg frei. Reinigen und richten Sie den Lichtvorhang. Prüfen Sie die Eingänge im Profil.',
    },
    'gate-slow': {
      cause: 'Die Schleuse öffnet langsam.',
      nextStep:
        'Suchen Sie ein schwergängiges Scharnier oder einen abgenutzten Antrieb. Prüfen Sie die Geschwindigkeit in den Einstellungen des Antriebs.',
    },
    'no-one-entered': {
      cause: 'Die Schleuse war offen, und der Sensor hat keine Person eintreten sehen.',
      nextStep:
        'Prüfen Sie die Lichtschranke am Eingang und ihren Eingang im Profil. Gehen Sie innerhalb einer halben Minute hindurch.',
    },
    'not-passed': {
      cause: 'Der Sensor hat eine Person eintreten und nicht hinausgehen sehen.',
      nextStep: 'Prüfen Sie die Lichtschranke am Ausgang und ihren Eingang im Profil.',
    },
    'turned-back': {
      cause: 'Der Sensor hat eine Person eintreten und zurückgehen sehen.',
      nextStep:
        'Gehen Sie in Reiserichtung hindurch. Haben Sie das getan, sind die beiden Lichtschranken in der Verdrahtung oder im Profil vertauscht.',
    },
    'second-person': {
      cause: 'Der Sensor hat zwei Personen gesehen.',
      nextStep:
        'Gehen Sie allein und ohne Wagen hindurch. Haben Sie das getan, prüfen Sie die Lage der Lichtschranken.',
    },
  },
  adviceOf: {
    'secure-element': {
      'timed-out': {
        cause: '{device}{place} ist vorhanden und hat nicht geantwortet. Linux wartet vielleicht noch darauf.',
        nextStep:
          'Warten Sie fünf Minuten: die Kontrollspur benutzt es von selbst wieder, wenn es antwortet. Sonst starten Sie den Rechner neu.',
      },
    },
  },
  values: {
    signatureMs: ['eine Signatur', 'ms'],
    clockOffsetMs: ['Uhr geht dem Server voraus um', 'ms'],
    diskFreeMiB: ['frei', 'MiB'],
    diskFreePercent: ['frei', '%'],
    roundTripMs: ['Antwort des Servers', 'ms'],
    undeliveredReports: ['nicht zugestellte Berichte', ''],
    laneCertificateDays: ['Zertifikat der Kontrollspur läuft ab in', 'Tagen'],
    evidenceCertificateDays: ['Zertifikat für Konsolen läuft ab in', 'Tagen'],
    analysisAnswerMs: ['Auswertung antwortet in', 'ms'],
    cameraFramesPerS: ['Bilder der Kamera', 'je Sekunde'],
    frameAgeMs: ['Alter eines Bildes', 'ms'],
    scenePerMille: ['Helligkeit', '‰ von Weiß'],
    whitePercent: ['überbelichtet', '% des Bildes'],
    analysedFramesPerS: ['ausgewertete Bilder', 'je Sekunde'],
    screenLatencyMs: ['vom Bildschirm zur Kamera', 'ms'],
    screenJitterMs: ['Schwankung', 'ms'],
    lightContrastPercent: ['Änderung durch das Licht des Bildschirms', '%'],
    documentMs: ['Reisepass gelesen in', 'ms'],
    fingerMs: ['Finger aufgenommen in', 'ms'],
    codeMs: ['Code gelesen in', 'ms'],
    gateOpenMs: ['öffnet in', 'ms'],
    gateCloseMs: ['schließt in', 'ms'],
    passageMs: ['Durchgang in', 'ms'],
  },
  drifts: {
    'scene-light': 'das Licht der Szene',
    'screen-latency': 'die Zeit vom Bildschirm zur Kamera',
    'screen-light': 'das Licht des Bildschirms',
    'frame-rate': 'die Zahl der ausgewerteten Bilder',
    'gate-open-time': 'die Zeit, in der die Schleuse öffnet',
    'gate-close-time': 'die Zeit, in der die Schleuse schließt',
  },
  prompts: {
    'go-passport': 'Drücken Sie Los und legen Sie dann einen elektronischen Reisepass auf den Leser.',
    'place-passport': 'Legen Sie den Reisepass auf den Leser und lassen Sie ihn dort.',
    'go-finger': 'Drücken Sie Los und legen Sie dann den rechten Zeigefinger auf den Scanner.',
    'place-finger': 'Legen Sie den Finger in die Mitte des Scanners und halten Sie ihn ruhig.',
    'go-code': 'Drücken Sie Los und halten Sie dann einen beliebigen zweidimensionalen Code vor den Codeleser.',
    'show-code': 'Halten Sie den Code vor den Leser.',
    'go-lamps': 'Drücken Sie Los und beobachten Sie die Lampen: jedes Signal wird einmal gezeigt.',
    'were-lamps-right': 'Wurde jedes Signal mit der richtigen Lampe gezeigt?',
    'go-gate': 'Halten Sie Personen und Gegenstände von der Schleuse fern. Drücken Sie Los: sie öffnet und schließt.',
    'gate-obstructed': 'Etwas ist der Schleuse im Weg. Sie versucht es noch einmal.',
    'go-walk': 'Drücken Sie Los und gehen Sie dann allein und in gewohntem Schritt durch die Schleuse.',
    walk: 'Gehen Sie jetzt hindurch.',
    'screen-colours': 'Der Bildschirm zeigt einige Sekunden lang Farben. Bleiben Sie aus dem Licht.',
    'reports-waiting': 'Die Kontrollspur wartet, bis der Server jeden Bericht hat.',
  },
  lamps: 'Die Lampen zeigen: {signal}.',
  signals: {
    off: 'aus',
    ready: 'bereit',
    'present-document': 'Dokument vorlegen',
    'look-here': 'hierher sehen',
    'turn-head-left': 'Kopf nach links drehen',
    'turn-head-right': 'Kopf nach rechts drehen',
    wait: 'warten',
    proceed: 'weitergehen',
    'go-to-desk': 'zum Schalter gehen',
    'out-of-service': 'außer Betrieb',
  },
};
