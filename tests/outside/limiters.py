#!/usr/bin/env python3
"""--try against the limiters' own algorithms, one event at a time, on random histories in milliseconds:
nginx (ngx_http_limit_req_module.c), HAProxy (freq_ctr.c), fail2ban (failmanager.py), a log of instants,
the sliding-window counter, fixed windows and GCRA. Usage: limiters.py PROGRAM"""

import collections
import csv
import datetime
import io
import os
import random
import subprocess
import sys
import tempfile

program = sys.argv[1]
folder = tempfile.TemporaryDirectory()
log = os.path.join(folder.name, "log")
random.seed(7)
hist={}
for v in range(400):
    t=1_772_719_200_000; ts=[]
    mean=random.choice([20,100,500,3000,20000])
    for _ in range(random.randint(5,150)):
        t+=random.choice([0,0,int(random.expovariate(1/mean)),random.choice([1000,2000,5000])*random.choice([0,0,0,1])]); ts.append(t)
    hist[f'v{v}']=ts
lines=sorted((t,v) for v,ts in hist.items() for t in ts)
def iso(t): return datetime.datetime.fromtimestamp(t//1000,datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S')+'.%03dZ'%(t%1000)
open(log, 'w').write(''.join(f'{iso(t)} {v}\n' for t,v in lines))
def nginx(times,rate,burst,delay):
    st=None; out=[]
    for now in times:
        if st is None: st=[0,now]; out.append(0); continue
        ms=max(now-st[1],0); ex=max(st[0]-(rate*ms)//1000+1000,0)
        if ex>burst: out.append(1); continue
        st[0]=ex
        if ms: st[1]=now
        out.append(0)
    return sum(out)
def hap(times,P,N):
    tick=None;cur=prev=0;r=0
    for t in times:
        if tick is None or t-tick>=P:
            if tick is None: prev=0;tick=t
            else:
                prev=cur; tick+=P
                if t-tick>=P: prev=0; tick=t
            cur=1; tick&=~1
        else: cur+=1
        r+= (prev*(tick+P-t)+cur*P)//P>N
    return r
def f2b(times,maxretry,findtime,bantime):
    first=last=None;r=0;bans=0;until=-1;ref=0;ban=None
    for t in times:
        t//=1000
        if ban is not None and t==ban: continue
        if t<=until: ref+=1; continue
        if first is not None and t-last>=findtime: first=None
        if first is None: first=last=t;r=1
        else:
            if t>last:
                if first<t-findtime: r=int(round(r/float(t-first)*findtime)); first=t-findtime
                last=t
            r+=1
        if r>=maxretry: bans+=1;until=t+bantime;ban=t;first=None
    return ref
def slog(ts,L,W):
    q=collections.deque();r=0
    for t in ts:
        while q and q[0]<=t-W: q.popleft()
        if len(q)<L: q.append(t)
        else: r+=1
    return r
def scount(ts,L,W):
    c=collections.Counter();r=0
    for t in ts:
        k=t//W; n=(c[k-1]*(W-t%W)+c[k]*W)//W
        if n+1<=L: c[k]+=1
        else: r+=1
    return r
def fixed_first(ts,L,W):
    s=None;c=0;r=0
    for t in ts:
        if s is None or t>=s+W: s=t;c=0
        c+=1; r+=c>L
    return r
def fixed(ts,L,W):
    c=collections.Counter();r=0
    for t in ts: c[t//W]+=1; r+=c[t//W]>L
    return r
def gcra(ts,rate,per,burst):
    tat=None;P=per*10**9;r=0
    for t in ts:
        T=t*10**6*rate; last=T if tat is None else max(T,tat)
        if last+P-T<=burst*P: tat=last+P
        else: r+=1
    return r
specs={'nginx:rate=5r/s':lambda t:nginx(t,5000,0,0),'nginx:rate=30r/m,burst=3,nodelay':lambda t:nginx(t,500,3000,1e18),'nginx:rate=7r/m,burst=2':lambda t:nginx(t,7000//60,2000,0),
'haproxy:12/10s':lambda t:hap(t,10000,12),'haproxy:3/1s':lambda t:hap(t,1000,3),'fail2ban:maxretry=5,findtime=10m,bantime=1h':lambda t:f2b(t,5,600,3600),'fail2ban:maxretry=3,findtime=10s,bantime=20s':lambda t:f2b(t,3,10,20),
'sliding:5/10s':lambda t:slog(t,5,10000),'counter:5/10s':lambda t:scount(t,5,10000),'fixed:5/10s,from=first':lambda t:fixed_first(t,5,10000),'fixed:5/10s':lambda t:fixed(t,5,10000),'token:7/60s,burst=3':lambda t:gcra(t,7,60,3)}
args=[program,'-t','-b','1ms','--section','replay_values','-O','csv','-n','0',log]
for s in specs: args+=['--try',s]
out=subprocess.run(args,capture_output=True,text=True)
got=collections.defaultdict(dict)
for r in csv.DictReader(io.StringIO(out.stdout)): got[r['limit']][r['value']]=int(r['refused'])
different = 0
for spec, refused in specs.items():
    wrong = sum(got[spec].get(value, 0) != refused(instants) for value, instants in hist.items())
    print(f"{spec}: {wrong} of {len(hist)} histories differ")
    different += wrong
sys.exit(different > 0)
