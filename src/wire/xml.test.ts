import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorXml, successXml } from './xml.js'

const DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"

describe('an answer as XML', () => {
  it('repeats the element of a list, nests objects and leaves null out', () => {
    const answer = {
      RequestId: 'A-1',
      ResourceShares: [
        { Name: 'a', Tags: [{ Key: 'k' }, { Key: 'l' }] },
        { Name: 'b', Tags: [] },
      ],
      Count: 2,
      Open: false,
      NextToken: null,
    }
    expect(successXml('OperationResponse', answer)).toBe(
      `${DECLARATION}<OperationResponse><RequestId>A-1</RequestId>` +
        '<ResourceShares><Name>a</Name><Tags><Key>k</Key></Tags><Tags><Key>l</Key></Tags></ResourceShares>' +
        '<ResourceShares><Name>b</Name></ResourceShares><Count>2</Count><Open>false</Open></OperationResponse>',
    )
  })

  it('escapes markup and drops what XML cannot hold', () => {
    expect(successXml('R', { A: '<a b="c">&\'\r\n\t', B: '\0x\u001f\ud800y\uffff😀' })).toBe(
      `${DECLARATION}<R><A>&lt;a b="c"&gt;&amp;'&#13;\n\t</A><B>xy😀</B></R>`,
    )
  })

  it('writes empty values as empty elements, and makes element names of any key', () => {
    expect(successXml('R', { A: '', B: {}, 'x y<': '1', '1st': '2' })).toBe(
      `${DECLARATION}<R><A/><B/><x_y_>1</x_y_><_1st>2</_1st></R>`,
    )
  })

  it('a refusal carries its advice as character data', () => {
    expect(errorXml({ RequestId: 'A', HostId: 'h', Code: 'X.Y', Message: 'a < b', Recommend: 'https://x?q=a&b=]]>' })).toBe(
      `${DECLARATION}<Error><RequestId>A</RequestId><HostId>h</HostId><Code>X.Y</Code><Message>a &lt; b</Message>` +
        '<Recommend><![CDATA[https://x?q=a&b=]]]]><![CDATA[>]]></Recommend></Error>',
    )
  })

  it('no text can open an element of its own', () => {
    const inner = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(inner, inner, (key, value) => {
        const xml = successXml('R', { [key]: value })
        expect(xml.slice(DECLARATION.length)).toMatch(/^<R><([\w.-]+)(\/>|>[^<>]*<\/\1>)<\/R>$/)
      }),
      { numRuns: 300 },
    )
  })
})
