import type { CheckWords } from './check-words.ts';

export const fr: CheckWords = {
  items: {
    'secure-element': 'Élément sécurisé (jeton ou TPM)',
    clock: 'Horloge',
    disk: 'Disque',
    server: 'Connexion au serveur',
    certificates: 'Certificats',
    models: 'Modèles et analyse',
    camera: 'Caméra',
    exposure: 'Lumière et exposition',
    'frame-rate': 'Images analysées',
    'screen-light': 'Lumière de l’écran',
    'document-reader': 'Lecteur de documents',
    'fingerprint-scanner': 'Capteur d’empreintes',
    'token-reader': 'Lecteur de codes',
    indicator: 'Lampes',
    gate: 'Sas',
    'walk-through': 'Passage',
  },
  devices: {
    camera: 'la caméra',
    'fingerprint-scanner': 'le capteur d’empreintes',
    'document-reader': 'le lecteur de documents',
    'token-reader': 'le lecteur de codes',
    gate: 'le sas',
    indicator: 'la commande des lampes',
    'secure-element': 'l’élément sécurisé',
  },
  anyDevice: 'l’appareil',
  place: ' ({place})',
  advice: {
    'no-answer': {
      cause: '{device}{place} ne répond pas.',
      nextStep:
        'Vérifiez le câble, l’alimentation et l’adresse dans les réglages. La voie rétablit la liaison d’elle-même.',
    },
    'not-permitted': {
      cause: '{device}{place}\u00a0: le système d’exploitation ou l’appareil lui-même refuse l’accès à la voie.',
      nextStep:
        'Vérifiez que l’utilisateur postern-lane appartient au groupe du fichier de l’appareil et que le code PIN et le mot de passe sont justes.',
    },
    'timed-out': {
      cause: 'La liaison existe, mais {device}{place} n’a pas répondu à temps.',
      nextStep:
        'Éteignez l’appareil et rallumez-le. Si cela se reproduit, essayez un autre câble ou un autre port, puis un autre appareil.',
    },
    'damaged-data': {
      cause: '{device}{place} envoie des données endommagées ou contraires à son protocole.',
      nextStep:
        'Vérifiez le câble, la prise et le blindage, et que la vitesse et le format de la ligne correspondent aux réglages.',
    },
    unsupported: {
      cause: '{device}{place} n’offre pas tout ce dont le pilote a besoin.',
      nextStep:
        'Comparez le modèle et les bibliothèques installées avec la liste du guide. Lisez le journal\u00a0: journalctl -u postern-lane.',
    },
    busy: {
      cause: 'Un autre programme utilise {device}{place}.',
      nextStep: 'Fermez l’autre programme. S’il n’y en a pas, redémarrez la voie.',
    },
    jammed: {
      cause: 'Le sas n’a pas atteint sa position finale.',
      nextStep:
        'Coupez l’entraînement et cherchez un objet, une courroie détendue ou une charnière dure. Vérifiez les contacts de fin de course.',
    },
    'keys-unusable': {
      cause: 'L’élément sécurisé n’a pas les clés de cette voie, ou refuse de les utiliser.',
      nextStep:
        'Vérifiez que c’est le bon jeton, ou que le TPM n’a pas été effacé\u00a0: postern-lane vault self-test, postern-lane tpm status.',
    },
    'clock-unreliable': {
      cause: 'L’horloge de l’ordinateur a sauté, ou retarde sur la dernière heure que la voie a vue.',
      nextStep: 'Corrigez l’horloge et son serveur de temps\u00a0: timedatectl. Puis refaites ce point.',
    },
    'clock-differs': {
      cause: 'Les horloges de la voie et du serveur diffèrent de plusieurs secondes.',
      nextStep:
        'Vérifiez les serveurs de temps des deux ordinateurs. Si l’horloge de la voie est juste, prévenez l’administrateur du serveur.',
    },
    'disk-full': {
      cause: 'Le disque de la voie est presque plein.',
      nextStep:
        'Cherchez de gros fichiers hors de /var/lib/postern-lane, par exemple des journaux\u00a0: journalctl --disk-usage. Ne supprimez aucun fichier de la voie.',
    },
    'disk-read-only': {
      cause: 'La voie ne peut pas écrire sur son disque.',
      nextStep:
        'Cherchez des erreurs du disque avec dmesg. Remplacez un disque qui signale des erreurs\u00a0; ses clés sont dans l’élément sécurisé.',
    },
    'server-unreachable': {
      cause: 'Le serveur ne répond pas, ou n’accepte pas cette voie.',
      nextStep:
        'Vérifiez le câble réseau et l’adresse dans POSTERN_KIOSK_SERVER_URL. Demandez à un administrateur si la voie est inscrite.',
    },
    'reports-waiting': {
      cause: 'Le serveur répond et ne prend pas les rapports de cette voie.',
      nextStep:
        'Lisez l’événement «\u00a0delivery\u00a0» du journal. Demandez à l’administrateur s’il y a des alarmes sur cette voie.',
    },
    'certificate-missing': {
      cause: 'La voie n’a pas de certificat pour ses connexions.',
      nextStep:
        'Vérifiez l’horloge et la connexion au serveur. Demandez à un administrateur si la voie a été désactivée.',
    },
    'certificate-expires': {
      cause: 'Un certificat de la voie n’a pas été renouvelé et expire bientôt.',
      nextStep: 'Vérifiez la connexion au serveur. Un certificat de l’exploitant est remplacé par son propriétaire.',
    },
    'analysis-silent': {
      cause: 'L’analyse des visages ou des doigts ne répond pas.',
      nextStep:
        'Redémarrez la voie. Si cela se reproduit, vérifiez la mémoire et la charge, puis réinstallez le paquet.',
    },
    'no-frames': {
      cause: 'La liaison avec la caméra{place} existe, mais aucune image n’arrive.',
      nextStep:
        'Vérifiez le câble et le mode de la caméra. Essayez la caméra avec v4l2-ctl ou ffmpeg pendant que la voie est arrêtée.',
    },
    'frames-few': {
      cause:
        'La caméra envoie moins d’images que son mode ne le promet\u00a0: souvent trop peu de lumière, ou un port USB lent.',
      nextStep:
        'Ajoutez de la lumière. Branchez la caméra sur un port à elle. Choisissez un mode plus petit dans POSTERN_KIOSK_CAMERA_MODE.',
    },
    'frames-late': {
      cause: 'Les images arrivent en retard\u00a0: le réseau ou l’ordinateur est chargé.',
      nextStep: 'Donnez à une caméra réseau sa propre ligne. Cherchez d’autres programmes sur l’ordinateur.',
    },
    'too-dark': {
      cause: 'L’image est sombre\u00a0: une lampe est éteinte, ou l’objectif est couvert.',
      nextStep: 'Allumez la lumière de la voie. Ôtez le cache et nettoyez l’objectif.',
    },
    'too-bright': {
      cause: 'De grandes parties de l’image sont blanches\u00a0: le soleil ou une lampe éclaire la caméra.',
      nextStep: 'Tournez la caméra ou la lampe, ou occultez la fenêtre.',
    },
    'exposure-not-held': {
      cause: 'La caméra ne peut pas figer son exposition, ce qu’exige l’épreuve lumineuse des règles.',
      nextStep: 'Utilisez une caméra dont le pilote a l’exposition et la balance des blancs manuelles.',
    },
    'analysis-slow': {
      cause: 'L’ordinateur analyse trop peu d’images par seconde.',
      nextStep:
        'Cherchez d’autres programmes et la surchauffe\u00a0: top, sensors. Utilisez un ordinateur à deux cœurs rapides.',
    },
    'no-screen': {
      cause: 'Aucune page de l’écran du voyageur n’est visible.',
      nextStep: 'Démarrez l’écran\u00a0: systemctl start postern-screen. Vérifiez que l’affichage est allumé.',
    },
    'light-not-seen': {
      cause: 'La caméra ne voit pas la lumière de l’écran.',
      nextStep:
        'Augmentez la luminosité de l’écran. Placez un panneau clair là où se tient un voyageur. Masquez toute autre lumière forte.',
    },
    'light-weak': {
      cause: 'La caméra voit peu la lumière de l’écran.',
      nextStep: 'Augmentez la luminosité de l’écran, rapprochez la caméra et l’écran, ou masquez les autres lumières.',
    },
    'no-document': {
      cause: 'Le lecteur n’a remarqué aucun document.',
      nextStep: 'Posez un passeport ouvert sur la vitre, photo vers le bas. Nettoyez la vitre. Puis refaites ce point.',
    },
    'zone-unreadable': {
      cause: 'Les lignes imprimées du passeport n’ont pas été lues.',
      nextStep:
        'Nettoyez la vitre et appuyez la page bien à plat. Essayez un autre passeport. Vérifiez le réglage du lecteur de lignes.',
    },
    'chip-unreadable': {
      cause: 'Les lignes ont été lues, la puce non\u00a0: elle n’est pas près de l’antenne, ou le document n’en a pas.',
      nextStep:
        'Utilisez un passeport portant le symbole de la puce et tenez-le immobile. Retournez-le une fois. Éloignez le métal de l’antenne.',
    },
    'document-removed': {
      cause: 'Le passeport a été soulevé pendant la lecture.',
      nextStep: 'Laissez-le sur le lecteur jusqu’à la fin du point.',
    },
    'no-finger': {
      cause: 'Le capteur n’a remarqué aucun doigt, ou quelque chose est posé dessus.',
      nextStep: 'Nettoyez le capteur et posez un doigt à plat au milieu.',
    },
    'poor-contact': {
      cause: 'Le capteur a mal vu le doigt.',
      nextStep: 'Nettoyez le capteur, séchez ou humidifiez le doigt, appuyez un peu plus. Essayez un autre doigt.',
    },
    'no-code': {
      cause: 'Le lecteur n’a remarqué aucun code.',
      nextStep: 'Présentez un code imprimé à une largeur de main. Vérifiez que la lumière du lecteur est allumée.',
    },
    'code-unreadable': {
      cause: 'Le lecteur a envoyé un texte qui n’est pas un code valable.',
      nextStep:
        'Réglez le lecteur sur du texte simple avec une fin de ligne après chaque code. Essayez un code imprimé.',
    },
    'lamps-wrong': {
      cause: 'Une lampe reste éteinte, ou est câblée à une autre sortie que celle du profil.',
      nextStep: 'Comparez le câblage avec le profil, sortie par sortie. Remplacez la lampe éteinte.',
    },
    obstructed: {
      cause: 'Quelque chose gêne le sas, ou sa barrière lumineuse est sale ou déréglée.',
      nextStep: 'Dégagez le passage. Nettoyez et alignez la barrière lumineuse. Vérifiez les entrées dans le profil.',
    },
    'gate-slow': {
      cause: 'Le sas s’ouvre lentement.',
      nextStep:
        'Cherchez une charnière dure ou un entraînement usé. Vérifiez la vitesse dans les réglages de l’entraînement.',
    },
    'no-one-entered': {
      cause: 'Le sas était ouvert, et le capteur n’a vu entrer personne.',
      nextStep: 'Vérifiez le faisceau d’entrée et son entrée dans le profil. Passez en moins d’une demi-minute.',
    },
    'not-passed': {
      cause: 'Le capteur a vu une personne entrer et ne pas sortir.',
      nextStep: 'Vérifiez le faisceau de sortie et son entrée dans le profil.',
    },
    'turned-back': {
      cause: 'Le capteur a vu une personne entrer et revenir sur ses pas.',
      nextStep:
        'Passez dans le sens de la marche. Si vous l’avez fait, les deux faisceaux sont inversés dans le câblage ou dans le profil.',
    },
    'second-person': {
      cause: 'Le capteur a vu deux personnes.',
      nextStep: 'Passez seul et sans chariot. Si vous l’avez fait, vérifiez la position des faisceaux.',
    },
  },
  adviceOf: {
    'secure-element': {
      'timed-out': {
        cause: '{device}{place} est là et n’a pas répondu. Linux attend peut-être encore.',
        nextStep:
          'Attendez cinq minutes\u00a0: la voie l’utilise de nouveau d’elle-même quand il répond. Sinon, redémarrez l’ordinateur.',
      },
    },
  },
  values: {
    signatureMs: ['une signature', 'ms'],
    clockOffsetMs: ['avance de l’horloge sur le serveur', 'ms'],
    diskFreeMiB: ['libre', 'Mio'],
    diskFreePercent: ['libre', '%'],
    roundTripMs: ['réponse du serveur', 'ms'],
    undeliveredReports: ['rapports non remis', ''],
    laneCertificateDays: ['le certificat de la voie expire dans', 'jours'],
    evidenceCertificateDays: ['le certificat pour les consoles expire dans', 'jours'],
    analysisAnswerMs: ['l’analyse répond en', 'ms'],
    cameraFramesPerS: ['images de la caméra', 'par seconde'],
    frameAgeMs: ['âge d’une image', 'ms'],
    scenePerMille: ['luminosité', '‰ du blanc'],
    whitePercent: ['surexposé', '% de l’image'],
    analysedFramesPerS: ['images analysées', 'par seconde'],
    screenLatencyMs: ['de l’écran à la caméra', 'ms'],
    screenJitterMs: ['variation', 'ms'],
    lightContrastPercent: ['changement dû à la lumière de l’écran', '%'],
    documentMs: ['passeport lu en', 'ms'],
    fingerMs: ['doigt saisi en', 'ms'],
    codeMs: ['code lu en', 'ms'],
    gateOpenMs: ['s’ouvre en', 'ms'],
    gateCloseMs: ['se ferme en', 'ms'],
    passageMs: ['passage en', 'ms'],
  },
  drifts: {
    'scene-light': 'la lumière de la scène',
    'screen-latency': 'le temps de l’écran à la caméra',
    'screen-light': 'la lumière de l’écran',
    'frame-rate': 'le nombre d’images analysées',
    'gate-open-time': 'le temps d’ouverture du sas',
    'gate-close-time': 'le temps de fermeture du sas',
  },
  prompts: {
    'go-passport': 'Appuyez sur Démarrer, puis posez un passeport électronique sur le lecteur.',
    'place-passport': 'Posez le passeport sur le lecteur et laissez-le.',
    'go-finger': 'Appuyez sur Démarrer, puis posez l’index droit sur le capteur.',
    'place-finger': 'Posez le doigt au milieu du capteur et tenez-le immobile.',
    'go-code': 'Appuyez sur Démarrer, puis présentez un code à deux dimensions au lecteur de codes.',
    'show-code': 'Présentez le code au lecteur.',
    'go-lamps': 'Appuyez sur Démarrer et observez les lampes\u00a0: chaque signal est montré une fois.',
    'were-lamps-right': 'Chaque signal a-t-il été montré par la bonne lampe\u00a0?',
    'go-gate': 'Éloignez personnes et objets du sas. Appuyez sur Démarrer\u00a0: il s’ouvre et se ferme.',
    'gate-obstructed': 'Quelque chose gêne le sas. Il essaie de nouveau.',
    'go-walk': 'Appuyez sur Démarrer, puis traversez le sas seul, à votre pas habituel.',
    walk: 'Traversez maintenant.',
    'screen-colours': 'L’écran montre des couleurs pendant quelques secondes. Restez hors de la lumière.',
    'reports-waiting': 'La voie attend que le serveur ait tous les rapports.',
  },
  lamps: 'Les lampes montrent\u00a0: {signal}.',
  signals: {
    off: 'éteint',
    ready: 'prêt',
    'present-document': 'présenter le document',
    'look-here': 'regarder ici',
    'turn-head-left': 'tourner la tête à gauche',
    'turn-head-right': 'tourner la tête à droite',
    wait: 'attendre',
    proceed: 'avancer',
    'go-to-desk': 'aller au guichet',
    'out-of-service': 'hors service',
  },
};
