import type { CourseText } from '../course.ts';

export const french: CourseText = {
  title: 'Biais et biais d’automatisation',
  lessons: [
    {
      title: 'La voie peut se tromper de deux façons',
      paragraphs: [
        'Une fausse correspondance accepte une autre personne. Une fausse non-correspondance refuse la bonne. Un seuil qui rend une erreur plus rare rend l’autre plus fréquente. Aucun réglage ne supprime les deux.',
        'Un renvoi n’est donc pas un soupçon. La plupart des voyageurs renvoyés sont authentiques\u00a0: la lumière était mauvaise, la photo du document est ancienne ou la puce n’a pas pu être lue.',
      ],
    },
    {
      title: 'Le biais d’automatisation',
      paragraphs: [
        'Qui travaille avec une bonne machine commence à s’y fier sans regarder\u00a0: il manque ses erreurs et suit ses mauvais conseils. L’expérience n’en protège pas\u00a0; la hâte l’aggrave.',
        'Faites-vous votre propre jugement avant de regarder le résultat de la voie. La loi l’exige\u00a0: la personne qui surveille doit pouvoir ignorer, corriger ou arrêter le système.',
      ],
    },
    {
      title: 'On compare mal les visages inconnus',
      paragraphs: [
        'Dans une étude avec des agents des passeports, environ une fausse photo sur sept a été prise pour la personne présente. L’ancienneté n’y changeait rien.',
        'Comparez trait par trait\u00a0: oreilles, nez, cicatrices, forme du visage. Cheveux, barbe et lunettes changent. En cas de doute, demandez un second avis, sans dire d’abord ce que vous pensez.',
      ],
    },
    {
      title: 'Groupes et équité',
      paragraphs: [
        'Les taux d’erreur de la reconnaissance faciale diffèrent selon le sexe, l’âge et l’origine, et chacun reconnaît mieux les visages de son entourage. Les deux erreurs peuvent aller dans le même sens.',
        'Examinez le cas, pas le groupe. Ni l’origine, ni les vêtements, ni le nom n’est un motif de décision. Si une voie renvoie plus souvent les voyageurs d’un groupe, signalez-le\u00a0: les chiffres sont examinés.',
      ],
    },
  ],
  questions: {
    'machine-right': {
      asks: 'La voie annonce une correspondance, mais la personne vous semble différente de la photo du document. Que faites-vous\u00a0?',
      options: {
        a: 'Se fier à la voie, car elle mesure exactement.',
        b: 'Prendre le doute au sérieux, contrôler à la main et demander un second avis.',
        c: 'Laisser partir la personne et écrire une note.',
      },
      because:
        'Les fausses correspondances existent. Votre regard indépendant est la raison pour laquelle une personne surveille la voie.',
    },
    'two-errors': {
      asks: 'Que dit un renvoi à cause du visage sur le voyageur\u00a0?',
      options: {
        a: 'Que le document est faux.',
        b: 'Que c’est une autre personne.',
        c: 'Seulement que la voie n’était pas assez sûre. La plupart sont authentiques.',
      },
      because:
        'Une fausse non-correspondance est bien plus fréquente qu’un imposteur. Traitez le voyageur en conséquence.',
    },
    'unfamiliar-faces': {
      asks: 'Avec quelle justesse compare-t-on, même avec de l’expérience, un inconnu à une photo\u00a0?',
      options: {
        a: 'Avec des erreurs dans une part notable des cas, même après de longues années de service.',
        b: 'Presque sans erreur après quelques années.',
        c: 'Toujours mieux qu’une machine.',
      },
      because:
        'Des études avec des agents des passeports ont trouvé beaucoup d’erreurs et aucun effet de l’ancienneté.',
    },
    groups: {
      asks: 'Vous remarquez qu’une voie renvoie plus souvent que d’autres les voyageurs âgés. Que faites-vous\u00a0?',
      options: {
        a: 'Rien, car les machines traitent tout le monde pareil.',
        b: 'Le signaler, pour que les chiffres soient examinés.',
        c: 'Faire passer les voyageurs âgés sans contrôle.',
      },
      because:
        'Les taux d’erreur peuvent différer entre groupes. Les chiffres le montrent\u00a0; laisser passer est un nouveau risque.',
    },
    'own-look': {
      asks: 'Dans quel ordre examinez-vous un renvoi pour éviter le biais d’automatisation\u00a0?',
      options: {
        a: 'D’abord le résultat de la voie, puis la personne.',
        b: 'Seulement le résultat de la voie.',
        c: 'D’abord le document et la personne, puis le résultat de la voie.',
      },
      because: 'Qui voit d’abord le résultat cherche ce qui le confirme.',
    },
    override: {
      asks: 'Pouvez-vous décider contre le résultat de la voie\u00a0?',
      options: {
        a: 'Oui. Avec un motif et les étapes que la procédure exige.',
        b: 'Non, le résultat de la voie lie.',
        c: 'Seulement si le voyageur se plaint.',
      },
      because: 'La surveillance humaine est le droit et le devoir de corriger. Le motif est enregistré.',
    },
    'attention-test': {
      asks: 'Un renvoi se révèle être un test d’attention. À quoi sert-il\u00a0?',
      options: {
        a: 'À punir les agents lents.',
        b: 'À garder l’attention là où les vrais cas sont rares.',
        c: 'À tester la caméra.',
      },
      because: 'Là où presque tout est authentique, l’attention baisse. Les tests s’y opposent.',
    },
  },
};
