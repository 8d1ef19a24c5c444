import type { CourseText } from '../course.ts';

export const english: CourseText = {
  title: 'Bias and automation bias',
  lessons: [
    {
      title: 'The lane can err in two ways',
      paragraphs: [
        'A false match accepts another person. A false non-match refuses the right person. A threshold that makes one error rarer makes the other more frequent. No setting removes both.',
        'A referral is therefore not a suspicion. Most referred travellers are genuine: the light was poor, the picture in the document is old, or the chip could not be read.',
      ],
    },
    {
      title: 'Automation bias',
      paragraphs: [
        'People who work with a good machine begin to trust it without looking. They miss its errors (omission), and follow its wrong advice (commission). Experience does not protect from this; hurry makes it worse.',
        'Form your own judgement before you look at the result of the lane. The law asks for it: the person in charge must be able to disregard, override or stop the system.',
      ],
    },
    {
      title: 'People compare unfamiliar faces badly',
      paragraphs: [
        'In a study with passport officers, about one in seven false pictures was accepted as the person who stood in front of them. Length of service made no difference.',
        'Compare feature by feature: ears, nose, scars, the shape of the face. Hair, beard and glasses change. When in doubt, ask for a second opinion, and do not tell what you think first.',
      ],
    },
    {
      title: 'Groups and fairness',
      paragraphs: [
        'Error rates of face recognition differ between groups by sex, age and origin, and people recognise faces of their own surroundings better. Both errors can point the same way.',
        'Check the case, not the group. Neither origin, clothes nor a name is a reason for a decision. If travellers of one group are referred more often at a lane, report it: the figures are examined.',
      ],
    },
  ],
  questions: {
    'machine-right': {
      asks: 'The lane reports a match, but to you the person looks different from the picture in the document. What do you do?',
      options: {
        a: 'Trust the lane, because it measures exactly.',
        b: 'Take your doubt seriously, check by hand, and ask for a second opinion.',
        c: 'Let the person go, and write a note.',
      },
      because: 'False matches exist. Your independent look is the reason why a person oversees the lane.',
    },
    'two-errors': {
      asks: 'What does a referral because of the face tell you about the traveller?',
      options: {
        a: 'That the document is forged.',
        b: 'That the traveller is another person.',
        c: 'Only that the lane was not certain enough. Most are genuine.',
      },
      because: 'A false non-match is much more frequent than an impostor. Treat the traveller accordingly.',
    },
    'unfamiliar-faces': {
      asks: 'How well do people, also experienced ones, compare a stranger with a picture?',
      options: {
        a: 'With errors in a considerable share of cases, even after many years of service.',
        b: 'Nearly without errors after a few years.',
        c: 'Always better than a machine.',
      },
      because: 'Studies with passport officers found many errors and no effect of the length of service.',
    },
    groups: {
      asks: 'You notice that one lane refers older travellers more often than others. What do you do?',
      options: {
        a: 'Nothing, because machines treat all alike.',
        b: 'Report it, so that the figures can be examined.',
        c: 'Wave older travellers through.',
      },
      because:
        'Error rates can differ between groups. The figures show whether it is so; waving through is a new risk.',
    },
    'own-look': {
      asks: 'In which order do you examine a referral, to avoid automation bias?',
      options: {
        a: 'First the result of the lane, then the person.',
        b: 'Only the result of the lane.',
        c: 'First the document and the person, then the result of the lane.',
      },
      because: 'If you see the result first, you look for what confirms it.',
    },
    override: {
      asks: 'May you decide against the result of the lane?',
      options: {
        a: 'Yes. With a reason, and with the steps that the procedure asks for.',
        b: 'No, the result of the lane binds.',
        c: 'Only if the traveller complains.',
      },
      because: 'Human oversight means the right and the duty to override. The reason is recorded.',
    },
    'attention-test': {
      asks: 'A referral turns out to be an attention test. What is its purpose?',
      options: {
        a: 'To punish slow officers.',
        b: 'To keep attention up where true cases are rare.',
        c: 'To test the camera.',
      },
      because: 'Where almost everything is genuine, attention fades. Tests counter that.',
    },
  },
};
