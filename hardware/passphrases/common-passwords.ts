import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The 49,233 most frequent breached passwords in lower case: the list of zxcvbn-ts (MIT). 308 of them have twelve or more characters; the
 * others serve as parts to look for in longer passwords.
 */
export const LEAKED_PASSWORDS: ReadonlySet<string> = new Set(
  require('@zxcvbn-ts/language-common/src/passwords.json') as readonly string[],
);

/** Further passwords of twelve or more characters that attackers try first, especially here. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  1234567890ab 12345678910a 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i !qaz2wsx3edc zaq1zaq1zaq1 qwerty1234567 qwerty12345678 zxcvbnm12345
  password12345 password123456 password123! password1234! p@ssw0rd1234 p@ssword1234 passw0rd1234 passw0rd123! mypassword123
  newpassword1 newpassword123 changeme1234 changeme12345 changemeplease changemenow! letmein12345 letmeinplease letmein123456
  welcome12345 welcome123456 welcome1234! welcometo123 iloveyou1234 iloveyou12345 iloveyou123456 iloveyouforever iloveyousomuch
  administrator1 administrator123 admin1234567 admin12345678 admin@123456 adminadmin12 rootrootroot supervisor123 superman1234
  batman123456 spiderman123 monkey123456 dragon123456 sunshine1234 princess1234 football1234 baseball1234 basketball123
  liverpool123 chelsea12345 manchester123 barcelona123 realmadrid123 juventus1234 michael12345 jennifer1234 jessica12345
  charlie12345 ashley123456 trustno1trustno1 trustnoone123 whatever1234 starwars1234 pokemon12345 internet1234 computer1234
  security1234 securepassword verysecure123 topsecret123 secretpassword unknown12345 nothing12345 abcdefghijkl abcdef123456
  abcd12345678 a1b2c3d4e5f6 aa1234567890 summer2024summer winter2024winter spring2025spring autumn2025autumn january12345
  february1234 september123 december1234 monday123456 correcthorsebatterystaple thequickbrownfox onceuponatime ineedapassword
  thisismypassword thisisapassword iforgotmypassword nopassword123 bordercontrol bordercontrol1 bordercontrol123 borderguard1
  borderguard123 passport1234 passportcontrol immigration1 immigration123 customs12345 airport12345 terminal1234 officer12345
  government123
  `
    .trim()
    .split(/\s+/),
);

/** Words on which most other common passwords are built, with added digits and signs: `P@ssw0rd2026!!`. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `
  password passwort passphrase passcode motdepasse contrasena senha heslo welcome willkommen bienvenue letmein changeme changeit
  default temporary temp test testing tester guest user username login signin logon master administrator admin root system server
  computer internet network windows linux office security secret secure private access control database oracle cisco superuser
  supervisor manager service support helpdesk iloveyou loveyou lovely love sunshine princess princesa dragon monkey shadow tiger lion
  eagle falcon phoenix football baseball basketball hockey soccer liverpool arsenal chelsea manchester barcelona juventus realmadrid
  superman batman spiderman starwars pokemon minecraft naruto matrix hunter ranger killer ninja samurai freedom whatever nothing
  summer winter spring autumn january february march april may june july august september october november december monday tuesday
  wednesday thursday friday saturday sunday michael jennifer jessica charlie ashley daniel andrew thomas robert matthew joshua michelle
  nicole amanda samantha elizabeth alexander benjamin christian victoria hello goodbye google facebook microsoft apple samsung android
  london paris berlin madrid europe england france germany america canada australia border borderguard passport customs airport terminal
  immigration police officer government frontier visa schengen egate gate
  `
    .trim()
    .split(/\s+/),
);
