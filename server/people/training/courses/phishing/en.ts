import type { CourseText } from '../course.ts';

export const english: CourseText = {
  title: 'Phishing and approval requests',
  lessons: [
    {
      title: 'An attacker needs your approval',
      paragraphs: [
        'Important changes here take two people: one proposes, another approves. An attacker with one stolen account therefore tries to get the second person to approve. The request is real, appears in the right place, and bears the name of a colleague.',
        'A message outside the console often comes with it: “Please approve quickly, the shift begins.” The hurry is the attack. No proposal of this server needs an answer within minutes.',
      ],
    },
    {
      title: 'Read what changes, not who asks',
      paragraphs: [
        'Before you approve, read what the proposal changes: the value before, the value after, the people and the lanes. If you cannot explain the reason in one sentence, do not approve.',
        'Ask the proposer over a channel that you know: in person, or by a telephone number from the staff list. Do not use a number or a link from the message. Declining costs nothing; the proposal can be made again.',
      ],
    },
    {
      title: 'Passkeys protect the sign-in, not the decision',
      paragraphs: [
        'A passkey works only at the address for which it was made. If the browser does not offer your passkey, you are probably on a false page. Do not look for another way in: close the page, and open the console from your own bookmark.',
        'A passkey does not help when you confirm something that you did not begin. If your device asks for a confirmation and you did nothing, refuse it and report it. Many requests in a row are an attack that counts on your getting tired.',
      ],
    },
    {
      title: 'Report at once',
      paragraphs: [
        'Tell a security officer at once about a false page, an unexpected request or an approval that you regret. A quick report lets them end sessions and undo the change. No one is punished for a report.',
        'Never pass on an enrolment or recovery code. Two halves of a recovery code are given to two people on purpose.',
      ],
    },
  ],
  questions: {
    'unexpected-request': {
      asks: 'A proposal by a colleague appears in Decisions. You did not know about it. What do you do first?',
      options: {
        a: 'Approve it, because only colleagues can make proposals.',
        b: 'Read what it changes, and ask the colleague in person or by a number from the staff list.',
        c: 'Wait until it expires without telling anyone.',
      },
      because:
        'A stolen account can make proposals too. The content and a question over a known channel show whether it is genuine.',
    },
    'many-requests': {
      asks: 'Your device asks five times in a row to confirm a sign-in that you did not begin. What do you do?',
      options: {
        a: 'Refuse each time, and tell a security officer at once.',
        b: 'Confirm once, so that it stops.',
        c: 'Switch the device off and report it next week.',
      },
      because: 'Repeated requests count on tiredness. One confirmation lets the attacker in.',
    },
    'own-address': {
      asks: 'A mail says that your duty ends today, with a link to renew it. How do you check it?',
      options: {
        a: 'Open the link and look at whether the page looks right.',
        b: 'Reply to the mail and ask.',
        c: 'Open the console from your own bookmark, and look at your duties there.',
      },
      because: 'Pages and mails are easily copied. Your own bookmark leads to the real console.',
    },
    'passkey-silent': {
      asks: 'On the sign-in page the browser does not offer your passkey. What is the most likely cause that you must exclude first?',
      options: {
        a: 'The passkey has worn out.',
        b: 'The page is at another address than the console.',
        c: 'The shift has not begun.',
      },
      because: 'A passkey is bound to its address. A false page at another address cannot use it.',
    },
    'urgent-administrator': {
      asks: 'A caller says that they are the administrator on call, and asks you to approve a duty within two minutes. What do you do?',
      options: {
        a: 'Hang up, and call the administrator on a number from the staff list.',
        b: 'Approve, and check afterwards.',
        c: 'Ask the caller for their staff number.',
      },
      because: 'Hurry and authority are the means of the attack. A staff number proves nothing.',
    },
    'before-approval': {
      asks: 'What must you be able to do before you approve a proposal?',
      options: {
        a: 'Name the time at which it was made.',
        b: 'Recognise the name of the proposer.',
        c: 'Explain what changes, for whom, and why.',
      },
      because: 'The second person is responsible for the content, not for the signature alone.',
    },
    'after-mistake': {
      asks: 'You approved something, and a minute later you think that it was a trick. What do you do?',
      options: {
        a: 'Tell a security officer at once what you approved.',
        b: 'Wait and see whether something happens.',
        c: 'Propose the opposite and tell no one.',
      },
      because: 'A quick report limits the damage: sessions can be ended and the change undone.',
    },
    'enrolment-code': {
      asks: 'A person of the help desk asks for your enrolment code to “speed up” the set-up. What do you do?',
      options: {
        a: 'Read out only the first half.',
        b: 'Refuse. A code is entered by its owner alone, and no one else needs it.',
        c: 'Send it by mail, so that there is a record.',
      },
      because: 'A person with your code can enrol as you.',
    },
  },
};
