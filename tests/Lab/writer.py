#!/usr/bin/env python3
"""writer.py KUBECONFIG: writes ConfigMaps to the cluster, ten a second, until its standard input ends; then reads them all back.

Prints JSON: how many writes were acknowledged, how many of these are not there in the end, how many failed, the longest time without an
acknowledged write, the sum of all such times over a second, both in seconds, and how often requests were refused or not answered in time.
"""
import base64, http.client, json, socket, ssl, sys, tempfile, threading, time, urllib.parse
import yaml

config = yaml.safe_load(open(sys.argv[1]))
server = urllib.parse.urlparse(config['clusters'][0]['cluster']['server'])
user = config['users'][0]['user']
context = ssl.create_default_context(cadata=base64.b64decode(config['clusters'][0]['cluster']['certificate-authority-data']).decode())
with tempfile.NamedTemporaryFile() as pair:
    pair.write(base64.b64decode(user['client-certificate-data']) + base64.b64decode(user['client-key-data']))
    pair.flush()
    context.load_cert_chain(pair.name)
path = '/api/v1/namespaces/default/configmaps'
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()


def ask(method, target, body=None):
    """One request over a connection of its own, so that a balancer decides anew each time."""
    connection = http.client.HTTPSConnection(server.hostname, server.port, timeout=5, context=context)
    try:
        connection.request(method, target, body, {'Content-Type': 'application/json'})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


acknowledged, failed, refused, late = [], 0, 0, 0
last = time.monotonic()
gaps = []
number = 0
while not stop.is_set():
    number += 1
    name = f'writer-{number}'
    try:
        status, _ = ask('POST', path, json.dumps({'metadata': {'name': name, 'labels': {'lab': 'writer'}}, 'data': {'value': str(number)}}))
        if status == 201:
            acknowledged.append(name)
            now = time.monotonic()
            gaps.append(now - last)
            last = now
        else:
            failed += 1
    except socket.timeout:
        late += 1
        failed += 1
    except (OSError, http.client.HTTPException):
        refused += 1
        failed += 1
    time.sleep(0.1)

there = set()
for _ in range(30):
    try:
        status, body = ask('GET', path + '?labelSelector=lab%3Dwriter')
        if status == 200:
            there = {item['metadata']['name'] for item in json.loads(body)['items']}
            break
    except (OSError, http.client.HTTPException):
        pass
    time.sleep(1)
print(json.dumps({
    'acknowledged': len(acknowledged), 'lost': len(set(acknowledged) - there), 'failed': failed, 'refused': refused, 'late': late,
    'longest_gap': round(max(gaps, default=0), 1), 'gaps_over_1s': round(sum(gap for gap in gaps if gap > 1), 1)}))
