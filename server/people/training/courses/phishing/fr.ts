import type { CourseText } from '../course.ts';

export const french: CourseText = {
  title: 'Hameçonnage et demandes d’approbation',
  lessons: [
    {
      title: 'Un attaquant a besoin de votre approbation',
      paragraphs: [
        'Ici, les changements importants demandent deux personnes\u00a0: l’une propose, une autre approuve. Avec un seul compte volé, un attaquant cherche donc à faire approuver la seconde personne. La demande est réelle, apparaît au bon endroit et porte le nom d’un collègue.',
        'Un message hors de la console l’accompagne souvent\u00a0: «\u00a0Approuvez vite, le service commence.\u00a0» La hâte est l’attaque. Aucune proposition de ce serveur n’exige une réponse en quelques minutes.',
      ],
    },
    {
      title: 'Lisez ce qui change, pas qui demande',
      paragraphs: [
        'Avant d’approuver, lisez ce que la proposition change\u00a0: la valeur avant, la valeur après, les personnes et les voies. Si vous ne pouvez pas expliquer la raison en une phrase, n’approuvez pas.',
        'Interrogez la personne qui propose par une voie que vous connaissez\u00a0: en personne, ou par un numéro de l’annuaire du personnel. N’utilisez ni numéro ni lien du message. Refuser ne coûte rien\u00a0; la proposition peut être refaite.',
      ],
    },
    {
      title: 'Les clés d’accès protègent la connexion, pas la décision',
      paragraphs: [
        'Une clé d’accès ne fonctionne qu’à l’adresse pour laquelle elle a été créée. Si le navigateur ne propose pas votre clé, vous êtes probablement sur une fausse page. Ne cherchez pas une autre voie\u00a0: fermez la page et ouvrez la console depuis votre propre favori.',
        'Une clé d’accès n’aide pas si vous confirmez ce que vous n’avez pas commencé. Si votre appareil demande une confirmation sans que vous ayez rien fait, refusez et signalez-le. De nombreuses demandes à la suite sont une attaque qui compte sur votre fatigue.',
      ],
    },
    {
      title: 'Signalez tout de suite',
      paragraphs: [
        'Signalez tout de suite à un responsable de la sécurité une fausse page, une demande inattendue ou une approbation que vous regrettez. Un signalement rapide permet de fermer des sessions et d’annuler le changement. Personne n’est puni pour un signalement.',
        'Ne transmettez jamais un code d’inscription ou de récupération. Les deux moitiés d’un code de récupération sont remises exprès à deux personnes.',
      ],
    },
  ],
  questions: {
    'unexpected-request': {
      asks: 'Une proposition d’un collègue apparaît sous Décisions. Vous n’en saviez rien. Que faites-vous d’abord\u00a0?',
      options: {
        a: 'L’approuver, car seuls des collègues peuvent proposer.',
        b: 'Lire ce qu’elle change et demander au collègue, en personne ou par un numéro de l’annuaire du personnel.',
        c: 'Attendre qu’elle expire sans en parler.',
      },
      because:
        'Un compte volé peut aussi proposer. Le contenu et une question par une voie connue montrent si elle est authentique.',
    },
    'many-requests': {
      asks: 'Votre appareil demande cinq fois de suite de confirmer une connexion que vous n’avez pas commencée. Que faites-vous\u00a0?',
      options: {
        a: 'Refuser chaque fois et prévenir tout de suite un responsable de la sécurité.',
        b: 'Confirmer une fois, pour que cela cesse.',
        c: 'Éteindre l’appareil et le signaler la semaine prochaine.',
      },
      because: 'Les demandes répétées comptent sur la fatigue. Une seule confirmation laisse entrer l’attaquant.',
    },
    'own-address': {
      asks: 'Un courriel dit que votre fonction se termine aujourd’hui, avec un lien pour la prolonger. Comment le vérifiez-vous\u00a0?',
      options: {
        a: 'Ouvrir le lien et regarder si la page paraît correcte.',
        b: 'Répondre au courriel et demander.',
        c: 'Ouvrir la console depuis son propre favori et y regarder ses fonctions.',
      },
      because: 'Pages et courriels se copient facilement. Votre propre favori mène à la vraie console.',
    },
    'passkey-silent': {
      asks: 'Sur la page de connexion, le navigateur ne propose pas votre clé d’accès. Quelle cause devez-vous d’abord exclure\u00a0?',
      options: {
        a: 'La clé d’accès est usée.',
        b: 'La page se trouve à une autre adresse que la console.',
        c: 'Le service n’a pas commencé.',
      },
      because: 'Une clé d’accès est liée à son adresse. Une fausse page à une autre adresse ne peut pas l’utiliser.',
    },
    'urgent-administrator': {
      asks: 'Une personne appelle, se dit administrateur d’astreinte et vous demande d’approuver une fonction en deux minutes. Que faites-vous\u00a0?',
      options: {
        a: 'Raccrocher et appeler l’administrateur à un numéro de l’annuaire du personnel.',
        b: 'Approuver et vérifier ensuite.',
        c: 'Lui demander son matricule.',
      },
      because: 'La hâte et l’autorité sont les moyens de l’attaque. Un matricule ne prouve rien.',
    },
    'before-approval': {
      asks: 'Que devez-vous pouvoir faire avant d’approuver une proposition\u00a0?',
      options: {
        a: 'Nommer l’heure à laquelle elle a été faite.',
        b: 'Reconnaître le nom de la personne qui propose.',
        c: 'Expliquer ce qui change, pour qui et pourquoi.',
      },
      because: 'La seconde personne répond du contenu, pas seulement de la signature.',
    },
    'after-mistake': {
      asks: 'Vous avez approuvé quelque chose et pensez une minute plus tard que c’était un piège. Que faites-vous\u00a0?',
      options: {
        a: 'Dire tout de suite à un responsable de la sécurité ce que vous avez approuvé.',
        b: 'Attendre de voir s’il se passe quelque chose.',
        c: 'Proposer le contraire et n’en parler à personne.',
      },
      because:
        'Un signalement rapide limite les dégâts\u00a0: des sessions peuvent être fermées et le changement annulé.',
    },
    'enrolment-code': {
      asks: 'Une personne de l’assistance demande votre code d’inscription pour «\u00a0accélérer\u00a0» la mise en place. Que faites-vous\u00a0?',
      options: {
        a: 'Lire seulement la première moitié.',
        b: 'Refuser. Seul son titulaire saisit un code\u00a0; personne d’autre n’en a besoin.',
        c: 'L’envoyer par courriel, pour garder une trace.',
      },
      because: 'Avec votre code, une autre personne peut s’inscrire à votre place.',
    },
  },
};
