import type { CourseText } from '../course.ts';

export const french: CourseText = {
  title: 'Règles des images de contrôle',
  lessons: [
    {
      title: 'Les captures restent dans la voie',
      paragraphs: [
        'Les images d’un voyageur restent scellées dans la voie. Le serveur n’en a aucune. Une consultation les apporte peu de temps dans votre navigateur, pour une finalité que vous nommez.',
        'Chaque consultation exige votre clé d’accès, et la voie et le registre l’enregistrent\u00a0: qui, quand, quel voyageur, quelle finalité. Personne ne peut retirer cette trace.',
      ],
    },
    {
      title: 'Ne regardez que pour votre tâche',
      paragraphs: [
        'Vous pouvez voir les captures d’un renvoi que vous avez pris, ou quand un collègue demande un second avis. La curiosité, un service rendu ou un voyageur connu n’est pas une finalité.',
        'Nommez la vraie finalité. Une fausse est pire qu’aucune\u00a0: elle rend la trace fausse, et les consultations inhabituelles sont trouvées.',
      ],
    },
    {
      title: 'Ne faites pas de copies',
      paragraphs: [
        'Ne photographiez pas l’écran, ne l’imprimez pas et ne décrivez pas un visage dans un message. Une copie hors de la voie n’a ni délai, ni trace, ni effacement.',
        'Quand le renvoi est résolu, la voie détruit les clés. Les captures à garder plus longtemps exigent un gel, dont deux personnes conviennent. Proposez-le à temps\u00a0; ce qui est effacé ne revient pas.',
      ],
    },
    {
      title: 'Droits des voyageurs',
      paragraphs: [
        'Les voyageurs peuvent demander ce qui est gardé sur eux. Transmettez chaque demande le jour même à la protection des données\u00a0; elle n’exige ni forme ni motif. N’y répondez pas vous-même.',
        'Si vous pensez que des captures ont été vues sans finalité ou ont quitté la voie, signalez-le tout de suite. Une violation peut devoir être notifiée à l’autorité dans les 72 heures.',
      ],
    },
  ],
  questions: {
    curiosity: {
      asks: 'Un acteur connu a été renvoyé à la voie voisine. Cela ne vous concerne pas. Pouvez-vous regarder les captures\u00a0?',
      options: {
        a: 'Oui, les agents peuvent voir tous les renvois.',
        b: 'Non. Sans tâche propre, il n’y a pas de finalité.',
        c: 'Oui, si on les ferme vite.',
      },
      because: 'La consultation n’est permise que pour sa propre tâche. Elle serait enregistrée sous votre nom.',
    },
    purpose: {
      asks: 'Aucune des finalités offertes ne convient à votre raison. Que faites-vous\u00a0?',
      options: {
        a: 'Choisir la première.',
        b: 'Choisir la plus utilisée.',
        c: 'Ne pas regarder et demander au superviseur.',
      },
      because:
        'Si aucune finalité légale ne convient, rien ne justifie de regarder. Une fausse finalité rend la trace fausse.',
    },
    photograph: {
      asks: 'Un collègue veut photographier l’écran avec un téléphone pour comparer un visage plus tard. Que dites-vous\u00a0?',
      options: {
        a: 'Non. Une copie n’a ni délai ni trace. Avec une finalité, un autre agent peut consulter de nouveau.',
        b: 'Oui, si le nom n’est pas visible.',
        c: 'Oui, si l’image est effacée le soir.',
      },
      because:
        'Un visage est une donnée biométrique même sans nom. La seule copie légale est celle qui est scellée dans la voie.',
    },
    'after-resolution': {
      asks: 'Vous avez résolu un renvoi il y a une heure et voulez revoir les captures. Que sont-elles devenues\u00a0?',
      options: {
        a: 'Le serveur les garde un an.',
        b: 'La voie a détruit leurs clés, sauf gel ou classe de conservation.',
        c: 'Votre navigateur les a gardées.',
      },
      because: 'L’effacement suit la résolution. Les clés sont détruites et aucune sauvegarde n’ouvre les captures.',
    },
    hold: {
      asks: 'Un tribunal aura besoin des captures d’un renvoi ouvert. Quelle est la bonne manière\u00a0?',
      options: {
        a: 'Laisser le renvoi ouvert jusqu’à la demande du tribunal.',
        b: 'Enregistrer les images sur une clé USB.',
        c: 'Proposer un gel motivé avant que le renvoi soit résolu.',
      },
      because: 'Seul un gel garde des captures plus longtemps. Deux personnes en conviennent, et il a une fin.',
    },
    'second-opinion': {
      asks: 'On vous demande un second avis. Que devez-vous faire avant de répondre\u00a0?',
      options: {
        a: 'Consulter vous-même les images de contrôle et vous faire votre propre jugement.',
        b: 'Demander au collègue ce qu’il pense.',
        c: 'Être d’accord, car le collègue a vu le voyageur.',
      },
      because: 'Un second avis n’a de valeur que s’il est indépendant.',
    },
    'request-of-traveller': {
      asks: 'Au guichet, un voyageur demande quelles données vous avez sur lui. Que faites-vous\u00a0?',
      options: {
        a: 'Dire ce qui est à l’écran.',
        b: 'Prendre la demande et la transmettre le jour même à la protection des données.',
        c: 'Lui demander de revenir avec un avocat.',
      },
      because: 'Le droit d’accès n’exige ni forme ni motif. Le bureau répond dans le délai légal.',
    },
  },
};
