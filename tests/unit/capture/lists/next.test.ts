import { describe, expect, it } from 'vitest';
import { bestOf, members } from './support.ts';

const rows = `<ul class="people">${members(8).map((p) => `<li><h3>${p.name}</h3><p>${p.role}</p></li>`).join('')}</ul>`;
const nextOf = async (after: string, url?: string): Promise<Awaited<ReturnType<typeof bestOf>>['next']> => (await bestOf(`<main>${rows}${after}</main>`, url)).next;

describe('the way on is', () => {
  it('a link that says so, in many languages', async () => {
    for (const word of ['Next', 'Next page', 'next ›', 'Weiter »', 'Nächste Seite', 'Suivant', 'Page suivante', 'Siguiente', 'Próxima', 'Avanti', 'Successiva', 'Volgende', 'Nästa', 'Neste', 'Seuraava', 'Następna', 'Další', 'Следующая', 'Вперёд', 'Sonraki', '次へ', '下一页', '다음', 'Older posts']) {
      expect([word, await nextOf(`<p><a href="/members?page=2">${word}</a></p>`)]).toEqual([word, expect.objectContaining({ kind: 'link', url: 'https://club.example.com/members?page=2' })]);
    }
  });

  it('a link marked by rel, aria or a class', async () => {
    for (const link of ['<a rel="next" href="?page=2">2</a>', '<a aria-label="Next page" href="?page=2"><svg></svg></a>', '<div class="pagination"><a class="next" href="?page=2"></a></div>', '<div class="pager"><a href="?page=1">1</a><a href="?page=2">›</a></div>']) {
      expect([link, await nextOf(link)]).toEqual([link, expect.objectContaining({ kind: 'link', url: 'https://club.example.com/members?page=2' })]);
    }
  });

  it('the number behind the current one', async () => {
    for (const pager of [
      '<ul class="pages"><li><a href="?page=0">1</a></li><li class="active"><span>2</span></li><li><a href="?page=3">3</a></li></ul>',
      '<p>Pages: <a href="?page=0">1</a> <b>2</b> <a href="?page=3">3</a> <a href="?page=4">4</a></p>',
      '<nav><a href="?page=0">1</a><a href="?page=1" aria-current="page">2</a><a href="?page=3">3</a></nav>',
    ]) expect([pager, await nextOf(pager)]).toEqual([pager, expect.objectContaining({ kind: 'link', url: 'https://club.example.com/members?page=3' })]);
  });

  it('a button that loads more', async () => {
    for (const button of ['<button>Load more</button>', '<button class="btn">Show 20 more members</button>', '<a href="#" role="button">Mehr laden</a>', '<button>Voir plus</button>', '<button>もっと見る</button>']) expect([button, (await nextOf(button))?.kind]).toEqual([button, 'more']);
  });

  it('a button of a pager without addresses', async () => {
    expect(await nextOf('<div class="pagination"><button>1</button><button>2</button><button aria-label="Next">›</button></div>')).toMatchObject({ kind: 'button' });
  });

  it('scrolling, where the page says that it is a feed', async () => {
    const { next } = await bestOf(`<div role="feed">${members(8).map((p) => `<article><h3>${p.name}</h3><p>${p.role}</p></article>`).join('')}</div>`);
    expect(next).toEqual({ kind: 'scroll' });
  });

  it('a link in the head when nothing else is there', async () => {
    expect(await nextOf('<link rel="next" href="/members?page=2">')).toEqual({ kind: 'link', url: 'https://club.example.com/members?page=2' });
  });
});

describe('there is no way on', () => {
  it('on a last page, by a slider, by an article to read, or by a disabled control', async () => {
    for (const after of [
      '', '<p><a href="/members?page=1">Previous</a></p>', '<div class="slider"><a href="#">›</a></div>', '<p><a href="/news/1">Read more</a></p>', '<p><a href="/news">More services</a></p>',
      '<div class="pagination"><span class="disabled next">Next</span></div>', '<button disabled>Load more</button>', '<ul class="pager"><li class="next disabled"><a href="?page=2">Next</a></li></ul>', '<a href="javascript:alert(1)">Continue reading</a>',
    ]) expect([after, await nextOf(after)]).toEqual([after, null]);
  });
});
