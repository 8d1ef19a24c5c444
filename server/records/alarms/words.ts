/** English words for alarms, for consoles and alerts. Complete by type. `languages/` has them in German and French. */
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';

type Words = { readonly [Kind in AlarmKind]: string };

/** The event, in a few words. */
export const ALARM_TITLES = {
  'sequence-gap': 'Reports are missing',
  'chain-fork': 'Two different reports under one number',
  'chain-broken': 'A report does not fit those beside it',
  'emergency-unconfirmed': 'Emergency opening not confirmed',
  'emergency-unfounded': 'Opened in an emergency without cause',
  'opening-unconfirmed': 'Opening by hand not confirmed',
  'opening-unfounded': 'Opened by hand without a cause',
  'openings-too-many': 'Opened by hand too often',
  'lane-in-emergency': 'The gate is open: emergency',
  'lane-out-of-service': 'A lane is out of service',
  'lane-refers-everyone': 'A lane refers every traveller',
  'lane-slow': 'A lane is too slow',
  'lane-check-unfinished': 'A readiness check was not passed',
  'lane-drifted': 'A lane differs from its calibration',
  'readiness-unapproved': 'A readiness record without a valid approval',
  'lane-releases-differ': 'A lane runs a release that was not published here',
  'lane-releases-behind': 'A lane has old releases',
  'lane-trust-old': 'A lane’s master list is old',
  'lane-watchlists-old': 'A lane’s watchlist is old or missing',
  'lane-software-returned': 'A lane returned to its earlier software',
  'roll-out-held': 'A new release was held',
  'release-untaken': 'Lanes do not take a signed release',
  'attempts-overrun': 'Too many comparisons with one document',
  'blind-queries-too-many': 'A lane asked a watchlist too often',
  'blind-answer-unproven': 'A false answer about a watchlist',
  'second-look-disagrees': 'A second person disagrees with letting a traveller go',
  'second-look-overdue': 'No second look in time',
  'chain-reordered': 'Reports came in another order than they were made',
  'report-replayed': 'An old report was sent again',
  'bad-signature': 'A message with a wrong signature',
  'stale-or-replayed-status': 'A status that is old or repeated',
  'unknown-kiosk': 'A message from a kiosk that is not enrolled',
  'disabled-kiosk': 'A message from a kiosk that was disabled',
  'invalid-message': 'A signed message that the contract does not allow',
  'witness-lag': 'The ledger waits for its witnesses',
  'witness-ahead': 'A witness has seen more of the ledger than there is',
  'grant-forged': 'Evidence asked for with a forged permission',
  'grant-replayed': 'A permission to look at evidence was used twice',
  'grant-misdirected': 'A permission came to the wrong lane, or with a broken key',
  'grant-out-of-time': 'A permission came too early or too late',
  'grant-of-unentitled': 'Evidence asked for by an officer who no longer may',
  'viewings-too-many': 'One officer looks at evidence very often',
  'viewings-of-traveller-too-many': 'One traveller is looked at very often',
  'grant-unasserted': 'Evidence asked for without an officer’s passkey',
  'order-unasserted': 'An order without an officer’s passkey',
  'officer-key-unknown': 'A passkey that the lane does not have',
  'officer-key-cloned': 'A copy of an officer’s passkey may exist',
  'officer-keys-missing': 'A lane has no list of officers’ keys',
  'unrecorded-grant': 'A permission that this server has no record of',
  'order-forged': 'A lane was given a forged order',
  'order-replayed': 'A lane was given an order a second time',
  'order-misdirected': 'An order came to the wrong lane',
  'order-out-of-time': 'An order came too early or too late',
  'order-of-unentitled': 'An order in the name of people who may not give it',
  'unrecorded-order': 'An order that this server has no record of',
  'certificate-refused': 'A connection without a certificate that holds',
  'certificate-revoked': 'A connection with a revoked certificate',
  'certificate-of-other-kiosk': "A lane's certificate with another lane's message",
  'unrecorded-certificate': 'A certificate that this server has no record of',
  'hello-refused': 'A socket opened with a wrong, old or repeated greeting',
  'lane-quote-refused': 'A lane’s statement about its start does not hold',
  'lane-start-unknown': 'A lane was started in a way that no one approved',
  'lane-start-unproven': 'A lane has not proved its start',
  'enrolment-code-refused': 'A code to enrol a lane that does not hold',
  'enrolment-code-reused': 'A used code to enrol a lane came again, from another machine',
  'retention-overdue': 'Something is kept past its time',
  'erasure-unconfirmed': 'An erasure is not confirmed',
  'tables-differ': 'The database and the ledger say different things',
  'rows-adopted': 'Rows of an earlier version await confirmation',
  'alerts-undelivered': 'Alerts are not delivered',
  'alert-routing-changed': 'A channel or a route for alerts was changed',
  'server-not-ready': 'A part of the server does not work',
  'component-overdue': 'A known fault of a component is overdue',
  'components-differ': 'The files of the server differ from its release',
  'advisories-old': 'The list of known faults is old',
  'advisories-refused': 'A list of known faults was refused',
  'risk-model-failed': 'No risk model scores declarations',
  'selection-rules-refused': 'Selection rules are not used',
  'goods-passed-offline': 'Declared goods passed a lane without the server, and should not have',
  'shipping-behind': 'Findings do not reach the SIEM',
  'detection-finding': 'A finding of detection waits to be judged',
  'lane-order-asked': 'Detection asks for an order to a lane',
  'response-stuck': 'A response to a finding has no effect, or is not undone',
  'breach-deadline-near': 'The deadline to notify a breach of personal data is near',
  'breach-deadline-passed': 'The deadline to notify a breach of personal data has passed',
  'sharing-delivery-refused': 'A delivery to a partner agency was refused',
  'sharing-receipt-overdue': 'A partner agency has not signed for a delivery',
  'sharing-audit-overdue': 'An audit of a partner agency, or a finding of one, is overdue',
  'sharing-list-changed': 'A partner agency changed its list more than agreed, or the list has left the lanes',
  'legal-conflict': 'A rule of law is not fulfilled',
  'corrective-action-overdue': 'A penalty or a corrective action is overdue',
  'training-not-applied': 'A part of the training policy does not apply',
  'proposal-reported': 'A person reports a proposal as suspicious',
  'session-forged': 'Someone wrote a session into the database',
} as const satisfies Words;

/** Its meaning, and the next step of a person. */
export const ALARM_STEPS = {
  'sequence-gap': 'The lane made reports that have not arrived. If they do not follow, its storage may have been lost.',
  'chain-fork':
    'Two machines may hold one key, or a lane was set back to an older state. Take the lane out of service.',
  'emergency-unconfirmed':
    'No supervisor has confirmed the emergency within ten minutes. Go to the lane, then enter your finding under Decisions.',
  'emergency-unfounded':
    'A supervisor found that there was no emergency. Find out who came through and why the lane was opened.',
  'opening-unconfirmed':
    'No second person has confirmed the cause within ten minutes. Ask at the lane, then enter your finding under Second look.',
  'opening-unfounded':
    'A second person found that there was no cause. Find out who came through and why the lane was opened.',
  'openings-too-many':
    'The limit on openings by hand was reached, and the lane stayed closed. Ask the officer. Staff who pass often should use another door.',
  'lane-in-emergency':
    'Go to the lane. End the emergency on the lane’s card when the way is no longer needed. A supervisor confirms it under Decisions.',
  'lane-out-of-service':
    'The lane’s card names the device that has a fault, if one has. Return the lane to service there, or call a technician.',
  'lane-refers-everyone':
    'Compare the reasons of the last referrals. If they are the same, take the lane out of service and have camera, reader and light checked.',
  'lane-slow':
    'The lane tests itself and returns to full speed by itself. Have other programs, heat and the camera checked if it stays slow.',
  'lane-releases-differ':
    'Take the lane out of service and have its releases compared with the published ones. If a stick brought a newer release, bring it to the server as well.',
  'lane-releases-behind':
    'See under Releases what the lane holds. Restore its connection or bring a stick. If all lanes are behind, two people must sign the releases again.',
  'lane-trust-old':
    'Bring a newer master list to the lane with a release. Past the second limit of its policy the lane refers every traveller.',
  'lane-watchlists-old':
    'Restore the lane’s connection, or bring a newer list on a stick. Past the second limit of its policy the lane refers every traveller.',
  'lane-software-returned':
    'The lane works with its earlier software. See under Releases which release it left and why, before more lanes take it.',
  'roll-out-held':
    'Lanes with the release do worse than before, or left it by themselves. See under Releases why. Return the release, or resume it when the cause is another.',
  'release-untaken':
    'See under Releases for whom it is meant and which lanes were heard. Correct its lanes or withdraw it with a signed change, or see at a lane why it refuses the file.',
  'attempts-overrun':
    'Lanes that had no server compared one document more often than allowed. Look at the referrals of that day at this lane, and restore the connection of the lanes.',
  'blind-queries-too-many':
    'The lane asks about more documents than travellers come. Take it out of service and have it examined: it may be used to search the list.',
  'blind-answer-unproven':
    'The owner of the list, or a party between, answered with another key. The lane refers travellers. Call the owner of the list before you change anything.',
  'lane-check-unfinished':
    'The lane stays out of service until a technician has finished a check there. Call the technician.',
  'lane-drifted':
    'The light, the screen or the gate works differently from when the site was calibrated. Have a technician look at the lane and check it again.',
  'readiness-unapproved':
    'The record names an approval that this server did not give to this lane, or one that was used before. Ask who worked at the lane. The server’s signing key may be in other hands.',
  'second-look-disagrees':
    'The traveller has left and must not be held for this. A supervisor reviews the case under Second look and can propose a legal hold.',
  'second-look-overdue':
    'A decision to let a doubted traveller go waits for a colleague under Second look. Take the look before the pictures are erased.',
  'chain-reordered':
    'An attacker may delay reports between the lane and the server. Have the network between them checked.',
  'report-replayed':
    'Nothing was counted twice. An attacker may replay recorded messages, or the lane was set back to an older state. Have the lane checked.',
  'chain-broken': "The lane's records were changed or set back. Take the lane out of service.",
  'bad-signature':
    'A machine uses the name of a lane without its key, or the lane has a new key that was not enrolled.',
  'stale-or-replayed-status': "Recorded messages were sent again, or the lane's clock is wrong.",
  'unknown-kiosk': 'A lane was connected without being enrolled, or an attacker tries names.',
  'disabled-kiosk': 'A lane that was taken out is still connected.',
  'invalid-message': 'The lane runs another version, or has been tampered with.',
  'witness-lag': 'Lanes go on. Ask the agencies that run the witnesses whether theirs can be reached.',
  'witness-ahead':
    'The ledger was set back to an older state, or its key is used elsewhere. Stop the server and call the auditor.',
  'grant-forged':
    'An attacker in the network asks for pictures. The lane released nothing. Find out which machine reaches its address.',
  'grant-replayed':
    'A recorded permission was used again. The lane released nothing. Check the console that it came from.',
  'grant-misdirected': 'A console has a fault, or a permission was tried at another lane. The lane released nothing.',
  'grant-out-of-time':
    "The lane's or the server's clock is wrong, or a permission was delayed. The lane released nothing.",
  'grant-of-unentitled':
    'An officer was revoked or their training lapsed while they held a permission. The lane gave nothing.',
  'viewings-too-many': 'An officer browses, or a desk is very busy. Talk to them.',
  'viewings-of-traveller-too-many':
    'Several people look at the same traveller, or the server makes permissions by itself. See who looked, and why.',
  'grant-unasserted':
    'The server’s permission came without the officer’s own signature. The lane gave nothing. The server’s signing key may be in other hands: stop the server and have it looked at.',
  'order-unasserted':
    'The server’s order came without the officers’ own signatures. The lane did not obey it. The server’s signing key may be in other hands: stop the server and have it looked at.',
  'officer-key-unknown':
    'If an officer got a new passkey, release the list of officers’ keys to this lane. If none did, the server’s signing key may be in other hands.',
  'officer-key-cloned':
    'The lane did nothing. Ask the officer where their passkey is. Remove it, and release the list of officers’ keys without it.',
  'officer-keys-missing':
    'Officers can neither look at evidence of this lane nor open it. Release the list of officers’ keys to it.',
  'unrecorded-grant': "The server's signing key may be in other hands, or its database was set back. Change the key.",
  'order-forged':
    'An attacker in the network tries to move a gate. The lane did nothing. Find out which machine reaches it.',
  'order-replayed': 'A recorded order was sent again. The lane did nothing. Check its network.',
  'order-misdirected': 'An order was sent to another lane. The lane did nothing. Check its network.',
  'order-out-of-time': "The lane's or the server's clock is wrong, or an order was delayed. The lane did nothing.",
  'order-of-unentitled': 'The server signed what its own rules forbid. Stop it and call the administrator.',
  'unrecorded-order':
    "The server's signing key may be in other hands, or its record of orders was set back. Change the key.",
  'certificate-refused':
    'A machine in the network uses the address of the lanes, or a lane was off for a long time. Such a lane asks for a new certificate.',
  'certificate-revoked': 'A key that was given up is still in use. Find out where.',
  'certificate-of-other-kiosk': 'A key of one lane is in the hands of another. Take both out of service.',
  'unrecorded-certificate':
    "The key of the fleet's authority may be in other hands, or the database was set back. Begin a new authority.",
  'hello-refused': "A recorded greeting was sent again, or the lane's clock is wrong.",
  'lane-quote-refused':
    'The TPM of the lane did not make the statement, or made it for another question. Take the lane out of service and look at its machine.',
  'lane-start-unknown':
    'Firmware, boot loader or system differ from every approved start. If the lane was updated, approve the new start under Administration, Lane software. If not, take it out of service.',
  'lane-start-unproven':
    'The server takes no messages of the lane until its TPM proves an approved start. See under Administration, Lane software what is missing.',
  'enrolment-code-refused': 'A code was mistyped, or an attacker tries codes. Attempts are slowed down.',
  'enrolment-code-reused':
    'Another person has the code. The lane that used it first may not be yours. Check it, and disable it if in doubt.',
  'retention-overdue':
    'The lane keeps what it should have erased. Take it out of service and look at its disk and its clock.',
  'erasure-unconfirmed':
    'The lane erases without the server, but has not said that it did. See whether it runs and reaches the server.',
  'tables-differ':
    'The database was changed without the server. Nothing is repaired. Call the auditor, run the check of the ledger, and restore a backup that agrees.',
  'rows-adopted':
    'After an update the ledger holds rows that no check proves. Administrators compare people, duties, passkeys and kiosks with their own records; then two of them confirm the rows under Set-up.',
  'alerts-undelivered':
    'A channel has delivered nothing for ten minutes. Read the last result under Administration, Alerts, and use the console until it works.',
  'alert-routing-changed':
    'Decisions names the two administrators who decided it; Acts names who renewed a secret. If your alerts were to stay as they were, call the auditor.',
  'server-not-ready':
    'The check of readiness that fails is named. The guide says what each means: database, ledger, keys, disk, traders.',
  'component-overdue':
    'See Administration, Components: install the release with the fixed version, or let two administrators decide an exception.',
  'components-differ':
    'See Administration, Components for the files. If no one changed them on purpose, take the server off the network and call the auditor. Install the release again.',
  'advisories-old': 'Import a newer export of OSV on the server. Until then new faults of components stay unknown.',
  'advisories-refused':
    'The export before it stays in use. Fetch the export again and import it; Administration, Components names the fault.',
  'risk-model-failed':
    'Until a model works, the documents of every declaration are controlled. An administrator puts the file of the risk model back and restarts the server.',
  'selection-rules-refused':
    'The rules before them stay in use; expired ones select nothing. Customs, Selection rules names the reason. Two people sign a corrected set. If no one signed a change, call the auditor.',
  'goods-passed-offline':
    'The declaration had passed before (used), or a control was recommended (control). A customs officer looks it up under Customs and asks the trader to present the goods.',
  'shipping-behind':
    'The receiver has not taken all findings in ten minutes. Read the last result under Administration, Alerts. Nothing is lost: the server sends them when the receiver works.',
  'detection-finding':
    'No one has judged it in ten minutes. A security officer opens it under Detection, reads its entries, and judges it.',
  'lane-order-asked':
    'A security officer asks the officers of the lane. Before it: take the lane out of service for security on its card. After it was taken back: return the lane to service.',
  'response-stuck':
    'Open Detection, Responses. If a lane waits for its order, call its supervisor. If a subject is unknown or a limit forbids the response, act by hand.',
  'breach-deadline-near':
    'A privacy officer opens the case under Compliance, completes the notice with what is known, signs it and sends it.',
  'breach-deadline-passed':
    'A privacy officer sends the notice now, with the reasons for the delay, and records it under Compliance.',
  'sharing-delivery-refused':
    'A privacy officer reads the reason. The period is not delivered. The next version of the agreement may need fewer deliveries or a larger budget.',
  'sharing-receipt-overdue':
    'A privacy officer calls the partner. If it does not sign, two privacy officers pause the agreement.',
  'sharing-audit-overdue':
    'A privacy officer opens Compliance, Audits of partners, and proposes the audit, its conclusion or the end of the finding.',
  'sharing-list-changed':
    'A privacy officer calls the partner by its known number. A change that is too large was refused: lanes have the list as it was. A list that the partner withdrew, or whose agreement has ended, is missing at lanes: two people approve a policy without it.',
  'legal-conflict':
    'A privacy officer opens Compliance, Legal frameworks, reads the article, and changes the policy, the agreement or the configuration.',
  'corrective-action-overdue':
    'A privacy officer opens Compliance, Penalties and actions, and proposes its end with what shows it, or more time with reasons.',
  'training-not-applied':
    'An administrator opens Training. Where administrators are named, two of them pass the missing courses; where a course is named, two people propose a policy without it.',
  'proposal-reported':
    'The people who may approve it read it again under Decisions, and ask its proposer in person or by a known number. If it is false, one of them turns it down and has the account of the proposer checked.',
  'session-forged':
    'The session gives no access. Someone can write to the database without the server: find who it is, change its passwords, call the auditor, and run the check of the ledger.',
} as const satisfies Words;
