import type { CourseText } from '../course.ts';

export const french: CourseText = {
  title: 'Manipulation à la voie (ingénierie sociale)',
  lessons: [
    {
      title: 'Les moyens\u00a0: hâte, pitié, autorité, distraction',
      paragraphs: [
        'L’ingénierie sociale amène une personne à faire ce que le système refuserait. À la voie, c’est un voyageur qui va manquer son vol, un enfant qui pleure, un appel d’un haut gradé ou une dispute à la voie voisine.',
        'Chacun de ces cas peut être vrai. La réponse est la même\u00a0: restez aimable, suivez chaque étape et appelez une seconde personne. Un vrai besoin supporte la minute que prend la bonne voie.',
      ],
    },
    {
      title: 'Le sas et la personne derrière',
      paragraphs: [
        'Une ouverture vaut pour une personne. Quand une seconde passe derrière la première, arrêtez la seconde et signalez-le, si inoffensives qu’elles paraissent.',
        'N’ouvrez pas une voie à la main pour rendre service. Chaque ouverture à la main exige un motif et votre clé d’accès, et une autre personne la contrôle.',
      ],
    },
    {
      title: 'Les personnes qui travaillent sur les appareils',
      paragraphs: [
        'Un technicien vient annoncé, avec un ordre que votre salle de contrôle peut confirmer. Un badge ou un uniforme seul ne prouve rien. Appelez la salle de contrôle à son numéro connu avant qu’on ouvre un boîtier ou branche un appareil.',
        'Ne branchez ni clé USB ni câble trouvé ou reçu. Remettez-les au responsable de la sécurité.',
      ],
    },
    {
      title: 'Votre session et ce que vous savez',
      paragraphs: [
        'Verrouillez l’écran quand vous quittez le poste. Ce qui se fait dans votre session est enregistré sous votre nom.',
        'Ne cherchez et ne dites rien sur un voyageur pour rendre service\u00a0: ni à un collègue, ni à un journaliste, ni à un proche. La finalité et la consultation sont enregistrées, et de telles demandes sont signalées.',
      ],
    },
  ],
  questions: {
    'hurried-traveller': {
      asks: 'Un voyageur renvoyé dit que son vol part dans cinq minutes et demande de passer le contrôle. Que faites-vous\u00a0?',
      options: {
        a: 'Le passer, car la compagnie a déjà contrôlé.',
        b: 'Le passer, mais noter le nom.',
        c: 'Rester aimable, faire chaque étape et appeler une seconde personne si cela va plus vite.',
      },
      because:
        'La hâte est le moyen de pression le plus courant. Un voyageur honnête ne perd que le temps du contrôle.',
    },
    tailgating: {
      asks: 'Deux personnes qui semblent être un couple passent le sas après une seule ouverture. Que faites-vous\u00a0?',
      options: {
        a: 'Arrêter la seconde, la contrôler comme tout voyageur et le signaler.',
        b: 'Les laisser partir, car elles sont ensemble.',
        c: 'Ouvrir le sas encore une fois, pour que le compte soit juste.',
      },
      because: 'Une ouverture vaut pour une personne contrôlée. La seconde ne l’a pas été.',
    },
    technician: {
      asks: 'Une personne en uniforme de la société de maintenance veut ouvrir une voie. Elle n’était pas annoncée. Que faites-vous d’abord\u00a0?',
      options: {
        a: 'Regarder le badge et la laisser commencer.',
        b: 'Demander à la salle de contrôle, à son numéro connu, s’il existe un ordre.',
        c: 'Lui demander le numéro de sa société et l’appeler.',
      },
      because:
        'Uniforme, badge et numéro donné par la personne peuvent être faux. Seule votre propre voie connue confirme l’ordre.',
    },
    'look-up-favour': {
      asks: 'Un collègue d’un autre site vous demande de voir si un certain voyageur est passé aujourd’hui. Que faites-vous\u00a0?',
      options: {
        a: 'Chercher, car ce collègue est aussi agent.',
        b: 'Refuser, indiquer la voie officielle et signaler la demande.',
        c: 'Répondre seulement oui ou non.',
      },
      because:
        'Sans finalité de votre propre tâche, rien ne justifie de chercher. Même oui ou non est une donnée personnelle.',
    },
    distraction: {
      asks: 'Une dispute bruyante commence à la voie voisine alors qu’un voyageur se tient à la vôtre. Que faites-vous\u00a0?',
      options: {
        a: 'Y courir tout de suite.',
        b: 'Ouvrir sa voie pour avoir du temps.',
        c: 'Appeler de l’aide, garder sa voie fermée et finir d’abord son propre contrôle.',
      },
      because: 'Une dispute mise en scène détourne l’attention de la personne qui veut passer.',
    },
    'open-session': {
      asks: 'Vous allez chercher un collègue au poste voisin pour une minute. Que faites-vous de votre écran\u00a0?',
      options: {
        a: 'Le verrouiller.',
        b: 'Le laisser, car ce n’est qu’une minute.',
        c: 'Le tourner à l’abri des voyageurs.',
      },
      because: 'Une minute suffit pour agir en votre nom. Seul le verrouillage l’empêche.',
    },
    'senior-order': {
      asks: 'Une voix au téléphone donne un haut grade et ordonne d’ouvrir la voie 3 maintenant. Que faites-vous\u00a0?',
      options: {
        a: 'L’ouvrir, car un ordre est un ordre.',
        b: 'Redemander le grade, puis l’ouvrir.',
        c: 'Ne pas l’ouvrir et faire confirmer l’ordre par son superviseur, par une voie connue.',
      },
      because: 'Une voix ne prouve aucun grade. Un vrai supérieur accepte que vous rappeliez.',
    },
  },
};
