import assert from 'node:assert/strict';
import { FirstContact } from '../../../src/engine/evaluate/firstContact';

describe('the first call to an endpoint', () => {
  it('goes alone until the endpoint answers', async () => {
    const contact = new FirstContact(60_000);
    assert.equal(contact.tryEnter(), true);
    assert.equal(contact.tryEnter(), false);
    let followed = false;
    const follower = contact.opened().then(() => {
      followed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(followed, false);
    contact.open();
    await follower;
    assert.equal(contact.tryEnter(), true);
  });

  it('does not hold the others up for longer than it takes to lose patience', async () => {
    const contact = new FirstContact(1);
    contact.tryEnter();
    await contact.opened();
    assert.equal(contact.tryEnter(), true);
  });
});
