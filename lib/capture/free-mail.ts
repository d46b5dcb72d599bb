/** Domains that give addresses to anybody: an address there says nothing about an employer. */
const DOMAINS = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es live.com live.co.uk live.de live.fr msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it ' +
    'yahoo.es yahoo.ca yahoo.co.in yahoo.co.jp yahoo.com.br yahoo.com.au ymail.com rocketmail.com aol.com aol.co.uk icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.com gmx.at gmx.ch ' +
    'web.de t-online.de freenet.de arcor.de posteo.de mailbox.org tutanota.com tuta.io fastmail.com fastmail.fm hey.com zoho.com mail.com email.com usa.com yandex.ru yandex.com mail.ru bk.ru list.ru inbox.ru rambler.ru ' +
    'qq.com 163.com 126.com sina.com foxmail.com naver.com daum.net hanmail.net rediffmail.com libero.it virgilio.it tiscali.it alice.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr bbox.fr btinternet.com ' +
    'talktalk.net sky.com virginmedia.com ntlworld.com blueyonder.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net shaw.ca rogers.com sympatico.ca bigpond.com optusnet.com.au ' +
    'telenet.be skynet.be ziggo.nl kpnmail.nl hetnet.nl planet.nl bluewin.ch sunrise.ch wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz uol.com.br bol.com.br terra.com.br terra.es telefonica.net duck.com simplelogin.com'
  ).split(' '),
);

/** True for mail hosts open to the public, subdomains included. */
export function isFreeMailDomain(domain: string): boolean {
  const host = domain.trim().toLowerCase().replace(/\.$/, '');
  return DOMAINS.has(host) || DOMAINS.has(host.split('.').slice(1).join('.'));
}

/** Mailboxes of a function and not of a person: info@, sales@ ... */
export const isRoleMailbox = (email: string): boolean =>
  /^(?:info|contact|contacts?us|hello|hi|sales|support|help|helpdesk|service|services|customer-?service\d?|office|admin|mail|email|enquir(?:y|ies)|inquir(?:y|ies)|jobs|careers|hr|press|media|marketing|billing|accounts?|team|webmaster|postmaster|noreply|no-reply|privacy|legal|abuse|kontakt|contacto|contatto|accueil|vertrieb|buchhaltung|bewerbung|datenschutz)\b/i.test(email.split('@')[0] ?? '');
