import type { CourseText } from '../course.ts';

export const english: CourseText = {
  title: 'Social engineering at the lane',
  lessons: [
    {
      title: 'The means: hurry, pity, authority, distraction',
      paragraphs: [
        'Social engineering moves a person to do what the system would refuse. At the lane it is a traveller who is about to miss a flight, a crying child, a caller of high rank, or a quarrel at the next lane.',
        'Each of these can be true. The reply is the same: be kind, keep to the steps, and fetch a second person. A genuine need bears the minute that the correct way takes.',
      ],
    },
    {
      title: 'The gate and the person behind',
      paragraphs: [
        'One opening is for one person. When a second person goes through behind the first, stop the second one and report it, however harmless the two look.',
        'Do not open a lane by hand as a favour. Each opening by hand needs a cause and your passkey, and another person reviews it.',
      ],
    },
    {
      title: 'People who work on the equipment',
      paragraphs: [
        'A technician comes announced, with an order that your control room can confirm. A badge or a uniform alone proves nothing. Ask the control room on its known number before anyone opens a housing or connects a device.',
        'Do not connect sticks or cables that you found or were given. Hand them to the security officer.',
      ],
    },
    {
      title: 'Your session and your knowledge',
      paragraphs: [
        'Lock the screen when you leave the desk. Each act in your session is recorded under your name.',
        'Do not look up or tell anything about a traveller as a favour: not for a colleague, a journalist or a relative. Purpose and viewing are recorded, and such requests are reported.',
      ],
    },
  ],
  questions: {
    'hurried-traveller': {
      asks: 'A referred traveller says that the flight leaves in five minutes, and asks you to skip the check. What do you do?',
      options: {
        a: 'Skip it, because the airline already checked.',
        b: 'Skip it, but write down the name.',
        c: 'Stay kind, do every step, and ask for a second person if that is faster.',
      },
      because:
        'Hurry is the commonest means of pressure. A genuine traveller does not lose more than the time of the check.',
    },
    tailgating: {
      asks: 'Two people who look like a couple go through the gate after one opening. What do you do?',
      options: {
        a: 'Stop the second person, check them as any other traveller, and report it.',
        b: 'Let them go, because they belong together.',
        c: 'Open the gate once more, so that the count is right.',
      },
      because: 'One opening clears one person. The second one was not checked.',
    },
    technician: {
      asks: 'A person in the uniform of the maintenance company wants to open a lane. They were not announced. What do you do first?',
      options: {
        a: 'Look at the badge, and let them begin.',
        b: 'Ask the control room, on its known number, whether there is an order.',
        c: 'Ask the person for the number of their company and call it.',
      },
      because:
        'Uniform, badge and a number from the person can all be false. Only your own known way confirms the order.',
    },
    'look-up-favour': {
      asks: 'A colleague from another site asks you to see whether a certain traveller came through today. What do you do?',
      options: {
        a: 'Look it up, because the colleague is also an officer.',
        b: 'Refuse, name the official way, and report the request.',
        c: 'Tell only yes or no.',
      },
      because: 'Without a purpose of your own task there is no ground to look. Even yes or no is personal data.',
    },
    distraction: {
      asks: 'A loud quarrel begins at the next lane while a traveller stands at yours. What do you do?',
      options: {
        a: 'Run over at once.',
        b: 'Open your lane, so that you have time.',
        c: 'Call for help, hold your lane closed, and end your own check first.',
      },
      because: 'A staged quarrel draws attention from the person who wants to pass.',
    },
    'open-session': {
      asks: 'You fetch a colleague from the next desk for a minute. What do you do with your screen?',
      options: {
        a: 'Lock it.',
        b: 'Leave it, because it is only a minute.',
        c: 'Turn it away from travellers.',
      },
      because: 'A minute is enough for an act in your name. Only the lock prevents it.',
    },
    'senior-order': {
      asks: 'A voice on the telephone gives a high rank, and orders you to open lane 3 now. What do you do?',
      options: {
        a: 'Open it, because orders are orders.',
        b: 'Ask for the rank once more, then open it.',
        c: 'Do not open it, and have the order confirmed by your supervisor over a known way.',
      },
      because: 'A voice proves no rank. A genuine superior accepts that you ask back.',
    },
  },
};
