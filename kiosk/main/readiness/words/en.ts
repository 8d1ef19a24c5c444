import type { CheckWords } from '../check-words.ts';

export const en: CheckWords = {
  items: {
    'secure-element': 'Secure element (token or TPM)',
    clock: 'Clock',
    disk: 'Disk',
    server: 'Connection to the server',
    certificates: 'Certificates',
    models: 'Models and analysis',
    camera: 'Camera',
    exposure: 'Light and exposure',
    'frame-rate': 'Rate of analysed frames',
    'screen-light': 'Light of the screen',
    'document-reader': 'Document reader',
    'fingerprint-scanner': 'Fingerprint scanner',
    'token-reader': 'Code reader',
    indicator: 'Lamps',
    gate: 'Gate',
    'walk-through': 'Walk-through',
  },
  devices: {
    camera: 'camera',
    'fingerprint-scanner': 'fingerprint scanner',
    'document-reader': 'document reader',
    'token-reader': 'code reader',
    gate: 'gate',
    indicator: 'lamps',
    'secure-element': 'secure element',
  },
  anyDevice: 'device',
  place: ' at {place}',
  advice: {
    'no-answer': {
      cause: 'No answer from the {device}{place}.',
      nextStep: 'Check its cable, its power and the address in the settings. The lane connects again by itself.',
    },
    'not-permitted': {
      cause: 'The operating system, or the {device} itself, refuses the lane{place}.',
      nextStep:
        'Check that the user postern-lane is in the group of the device file, and that PIN and password are right.',
    },
    'timed-out': {
      cause: 'The {device}{place} is connected and did not answer in time.',
      nextStep: 'Switch it off and on. If it happens again, try another cable or port, then another device.',
    },
    'damaged-data': {
      cause: 'The {device}{place} sends data that is damaged or not as its protocol requires.',
      nextStep: 'Check cable, plug and shielding, and that speed and format of the line are as in the settings.',
    },
    unsupported: {
      cause: 'The {device}{place} lacks something that the driver needs.',
      nextStep:
        'Compare the model and the installed libraries with the list in the guide. Read the log: journalctl -u postern-lane.',
    },
    busy: {
      cause: 'Another program uses the {device}{place}.',
      nextStep: 'Close the other program. If there is none, restart the lane.',
    },
    jammed: {
      cause: 'The gate did not reach its end position.',
      nextStep:
        'Switch off the drive and look for an object, a loose belt or a stiff hinge. Check the switches of the end positions.',
    },
    'keys-unusable': {
      cause: 'The secure element does not have this lane’s keys, or refuses to use them.',
      nextStep:
        'Check that it is the right token, or that the TPM was not cleared: postern-lane vault self-test, postern-lane tpm status.',
    },
    'clock-unreliable': {
      cause: 'The clock of the machine jumped, or is behind the latest time that the lane has seen.',
      nextStep: 'Correct the clock and its time server: timedatectl. Then do this item again.',
    },
    'clock-differs': {
      cause: 'The clocks of the lane and of the server differ by several seconds.',
      nextStep:
        'Check the time servers of both machines. If this lane’s clock is right, tell the administrator of the server.',
    },
    'disk-full': {
      cause: 'The disk of the lane is almost full.',
      nextStep:
        'Look for large files outside /var/lib/postern-lane, for example logs: journalctl --disk-usage. Do not delete files of the lane.',
    },
    'disk-read-only': {
      cause: 'The lane cannot write to its disk.',
      nextStep:
        'Look at dmesg for errors of the disk. Replace a disk that reports errors; its keys are in the secure element.',
    },
    'server-unreachable': {
      cause: 'The server does not answer, or does not accept this lane.',
      nextStep:
        'Check the network cable and the address in POSTERN_KIOSK_SERVER_URL. Ask an administrator whether the lane is enrolled.',
    },
    'reports-waiting': {
      cause: 'The server answers and does not take the reports of this lane.',
      nextStep: 'Read the event “delivery” in the log. Ask the administrator for alarms about this lane.',
    },
    'certificate-missing': {
      cause: 'The lane has no certificate for its connections.',
      nextStep: 'Check the clock and the connection to the server. Ask an administrator whether the lane was disabled.',
    },
    'certificate-expires': {
      cause: 'A certificate of the lane was not renewed and expires soon.',
      nextStep: 'Check the connection to the server. A certificate of the operator is replaced by its owner.',
    },
    'analysis-silent': {
      cause: 'The analysis of faces or fingers does not answer.',
      nextStep: 'Restart the lane. If it happens again, check memory and load, and install the package again.',
    },
    'no-frames': {
      cause: 'The camera{place} is connected and sends no pictures.',
      nextStep: 'Check the camera’s cable and mode. Try the camera with v4l2-ctl or ffmpeg while the lane is stopped.',
    },
    'frames-few': {
      cause: 'The camera sends fewer pictures than its mode promises: often too little light, or a slow USB port.',
      nextStep:
        'Add light. Plug the camera into a port of its own. Choose a smaller mode in POSTERN_KIOSK_CAMERA_MODE.',
    },
    'frames-late': {
      cause: 'Pictures reach the lane late: the network or the computer is loaded.',
      nextStep: 'Give a network camera a line of its own. Look for other programs on the computer.',
    },
    'too-dark': {
      cause: 'The picture is dark: a lamp is off, or the lens is covered.',
      nextStep: 'Switch on the light of the lane. Remove the cover and clean the lens.',
    },
    'too-bright': {
      cause: 'Large parts of the picture are white: sunlight or a lamp shines into the camera.',
      nextStep: 'Turn the camera or the lamp, or shade the window.',
    },
    'exposure-not-held': {
      cause: 'The camera cannot lock its exposure, which the light challenge of the policy needs.',
      nextStep: 'Use a camera whose driver has manual exposure and white balance.',
    },
    'analysis-slow': {
      cause: 'The computer analyses too few pictures a second.',
      nextStep: 'Look for other programs and for heat: top, sensors. Use a computer with two fast cores.',
    },
    'no-screen': {
      cause: 'No page of the traveller’s screen is visible.',
      nextStep: 'Start the screen: systemctl start postern-screen. Check that the display is on.',
    },
    'light-not-seen': {
      cause: 'The camera does not see the light of the screen.',
      nextStep:
        'Raise the brightness of the display. Put a bright board where a traveller stands. Shade strong light from elsewhere.',
    },
    'light-weak': {
      cause: 'The camera sees little of the screen’s light.',
      nextStep: 'Raise the brightness of the display, bring camera and display closer, or shade other light.',
    },
    'no-document': {
      cause: 'The reader noticed no document.',
      nextStep: 'Place an open passport on the glass, photograph down. Clean the glass. Then do this item again.',
    },
    'zone-unreadable': {
      cause: 'The printed lines of the passport were not read.',
      nextStep: 'Clean the glass and press the page flat. Try another passport. Check the setting of the zone reader.',
    },
    'chip-unreadable': {
      cause: 'The lines were read, and the chip was not: it is not at the antenna, or the document has none.',
      nextStep:
        'Use a passport with the chip symbol and keep it still. Turn it over once. Remove metal near the antenna.',
    },
    'document-removed': {
      cause: 'The passport was lifted while it was read.',
      nextStep: 'Keep it on the reader until the item ends.',
    },
    'no-finger': {
      cause: 'The scanner noticed no finger, or something lies on it.',
      nextStep: 'Clean the scanner and place one finger flat in its middle.',
    },
    'poor-contact': {
      cause: 'The scanner saw the finger poorly.',
      nextStep: 'Clean the scanner, dry or moisten the finger, press a little harder. Try another finger.',
    },
    'no-code': {
      cause: 'The reader noticed no code.',
      nextStep: 'Show a printed code at a hand’s width. Check that the reader’s light is on.',
    },
    'code-unreadable': {
      cause: 'The reader sent text that is not a valid code.',
      nextStep: 'Set the reader to plain text with a line end after each code. Try a printed code.',
    },
    'lamps-wrong': {
      cause: 'A lamp is dark, or wired to another output than the profile says.',
      nextStep: 'Compare the wiring with the profile, output by output. Replace the dark lamp.',
    },
    obstructed: {
      cause: 'The gate meets something in its way, or its light curtain is dirty or out of line.',
      nextStep: 'Clear the way. Clean and align the light curtain. Check the inputs in the profile.',
    },
    'gate-slow': {
      cause: 'The gate opens slowly.',
      nextStep: 'Look for a stiff hinge or a worn drive. Check the speed in the drive’s own settings.',
    },
    'no-one-entered': {
      cause: 'The gate was open, and the sensor saw no one enter.',
      nextStep: 'Check the entry beam and its input in the profile. Walk through within half a minute.',
    },
    'not-passed': {
      cause: 'The sensor saw a person enter and not leave.',
      nextStep: 'Check the exit beam and its input in the profile.',
    },
    'turned-back': {
      cause: 'The sensor saw a person enter and go back.',
      nextStep:
        'Walk through in the direction of travel. If you did, the two beams are exchanged in the wiring or the profile.',
    },
    'second-person': {
      cause: 'The sensor saw two people.',
      nextStep: 'Walk through alone and without a trolley. If you did, check the position of the beams.',
    },
  },
  adviceOf: {
    'secure-element': {
      'timed-out': {
        cause: 'The {device}{place} is there and has not answered. Linux may still wait for it.',
        nextStep:
          'Wait five minutes: the lane uses it again by itself when it answers. If it does not, restart the computer.',
      },
    },
  },
  values: {
    signatureMs: ['one signature', 'ms'],
    clockOffsetMs: ['clock ahead of the server', 'ms'],
    diskFreeMiB: ['free', 'MiB'],
    diskFreePercent: ['free', '%'],
    roundTripMs: ['answer of the server', 'ms'],
    undeliveredReports: ['reports not delivered', ''],
    laneCertificateDays: ['certificate of the lane expires in', 'days'],
    evidenceCertificateDays: ['certificate for consoles expires in', 'days'],
    analysisAnswerMs: ['analysis answers in', 'ms'],
    cameraFramesPerS: ['frames of the camera', 'a second'],
    frameAgeMs: ['age of a frame', 'ms'],
    scenePerMille: ['brightness', '‰ of white'],
    whitePercent: ['overexposed', '% of the picture'],
    analysedFramesPerS: ['analysed frames', 'a second'],
    screenLatencyMs: ['screen to camera', 'ms'],
    screenJitterMs: ['variation', 'ms'],
    lightContrastPercent: ['change by the screen’s light', '%'],
    documentMs: ['passport read in', 'ms'],
    fingerMs: ['finger captured in', 'ms'],
    codeMs: ['code read in', 'ms'],
    gateOpenMs: ['opens in', 'ms'],
    gateCloseMs: ['closes in', 'ms'],
    passageMs: ['walked through in', 'ms'],
  },
  drifts: {
    'scene-light': 'the light of the scene',
    'screen-latency': 'the time from the screen to the camera',
    'screen-light': 'the light of the screen',
    'frame-rate': 'the rate of analysed frames',
    'gate-open-time': 'the time in which the gate opens',
    'gate-close-time': 'the time in which the gate closes',
  },
  prompts: {
    'go-passport': 'Press Go, then place an electronic passport on the reader.',
    'place-passport': 'Place the passport on the reader and keep it there.',
    'go-finger': 'Press Go, then place your right index finger on the scanner.',
    'place-finger': 'Place the finger in the middle of the scanner and keep it still.',
    'go-code': 'Press Go, then show any two-dimensional code to the code reader.',
    'show-code': 'Show the code to the reader.',
    'go-lamps': 'Press Go and watch the lamps: each signal is shown once.',
    'were-lamps-right': 'Was each signal shown with the right lamp?',
    'go-gate': 'Keep people and things out of the gate. Press Go: it opens and closes.',
    'gate-obstructed': 'Something is in the way of the gate. It tries again.',
    'go-walk': 'Press Go, then walk through the gate alone, at your usual pace.',
    walk: 'Walk through now.',
    'screen-colours': 'The screen shows colours for some seconds. Keep out of the light.',
    'reports-waiting': 'Waiting until the server has every report.',
  },
  lamps: 'The lamps show: {signal}.',
  signals: {
    off: 'off',
    ready: 'ready',
    'present-document': 'present document',
    'look-here': 'look here',
    'turn-head-left': 'turn head left',
    'turn-head-right': 'turn head right',
    wait: 'wait',
    proceed: 'proceed',
    'go-to-desk': 'go to desk',
    'out-of-service': 'out of service',
  },
};
