# %% condorcet | right | sum with math.comb
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))

# %% condorcet | right | loop over all with a question
def condorcet(n, p):
    total = 0
    for k in range(n + 1):
        if 2 * k > n:
            total = total + math.comb(n, k) * p ** k * (1 - p) ** (n - k)
    return total

# %% condorcet | right | scipy's binomial, survival function
from scipy.stats import binom

def condorcet(n, p):
    return float(binom.sf(n // 2, n, p))

# %% condorcet | right | one voter after another, no binomial numbers
def condorcet(n, p):
    right = np.zeros(n + 1)
    right[0] = 1
    for _ in range(n):
        more = right * (1 - p)
        more[1:] += right[:-1] * p
        right = more
    return right[np.arange(n + 1) > n / 2].sum()

# %% condorcet | right | one minus at most half
def condorcet(n, p):
    rest = 0.0
    for k in range(0, n // 2 + 1):
        rest += math.comb(n, k) * p**k * (1 - p) ** (n - k)
    return 1 - rest

# %% condorcet | right | arrays and scipy's comb
from scipy.special import comb

def condorcet(n, p):
    k = np.arange(n + 1)
    k = k[k > n / 2]
    return np.sum(comb(n, k) * p ** k * (1.0 - p) ** (n - k))

# %% condorcet | wrong | range stops before n
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n))

# %% condorcet | wrong | a tie counts as a majority
def condorcet(n, p):
    start = math.ceil(n / 2)
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(start, n + 1))

# %% condorcet | wrong | starts one too low
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2, n + 1))

# %% condorcet | wrong | the number of ways left out
def condorcet(n, p):
    return sum(p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | only those who are right
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | exponent n in place of n - k
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** n for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | just one term: exactly the smallest majority
def condorcet(n, p):
    k = n // 2 + 1
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)

# %% condorcet | wrong | return inside the loop
def condorcet(n, p):
    total = 0
    for k in range(n // 2 + 1, n + 1):
        total += math.comb(n, k) * p**k * (1 - p) ** (n - k)
        return total

# %% condorcet | wrong | half of the ties is added
def condorcet(n, p):
    total = 0
    for k in range(n + 1):
        term = math.comb(n, k) * p**k * (1 - p) ** (n - k)
        if k > n / 2:
            total += term
        elif k == n / 2:
            total += term / 2
    return total

# %% condorcet | wrong | the bell curve in place of the sum
from scipy.stats import norm

def condorcet(n, p):
    spread = math.sqrt(n * p * (1 - p)) + 1e-12
    return 1 - norm.cdf((n / 2 - n * p) / spread)

# %% condorcet | wrong | p and 1 - p exchanged
def condorcet(n, p):
    return sum(math.comb(n, k) * p ** (n - k) * (1 - p) ** k for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | at least one is right
def condorcet(n, p):
    return 1 - (1 - p) ** n

# %% condorcet | wrong | simulates a few hundred elections
def condorcet(n, p):
    rng = np.random.default_rng(0)
    votes = rng.random((300, n)) < p
    return np.mean(votes.sum(axis=1) > n / 2)

# %% condorcet | wrong | per cent
def condorcet(n, p):
    P = sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))
    return 100 * P

# %% condorcet | wrong | 101 voters written in
def condorcet(n, p):
    return sum(math.comb(101, k) * p**k * (1 - p) ** (101 - k) for k in range(51, 102))

# %% condorcet | wrong | ways counted in order, permutations
def condorcet(n, p):
    return sum(math.perm(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | range with a fraction
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n / 2 + 1, n + 1))

# %% condorcet | wrong | the share of voters expected right
def condorcet(n, p):
    total = 0
    for k in range(n // 2 + 1, n + 1):
        total += k / n * math.comb(n, k) * p**k * (1 - p) ** (n - k)
    return total

# %% soft_vote | right | Platt for the table, rows divided, mean by area
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | right | loops
def soft_vote(scores, areas, a, b):
    result = np.zeros(len(scores[0]))
    for i in range(len(scores)):
        p = []
        for c in range(len(scores[i])):
            p.append(1 / (1 + np.exp(-(a[c] * scores[i][c] + b[c]))))
        total = sum(p)
        for c in range(len(p)):
            result[c] += areas[i] * p[c] / total
    return result / sum(areas)

# %% soft_vote | right | expit and np.average
from scipy.special import expit

def soft_vote(scores, areas, a, b):
    p = expit(scores * a + b)
    return np.average(p / p.sum(1)[:, None], axis=0, weights=areas)

# %% soft_vote | right | transposed table, shares of area first
def soft_vote(scores, areas, a, b):
    share = np.asarray(areas) / np.sum(areas)
    p = (1 / (1 + np.exp(-(scores * a[None, :] + b[None, :])))).T
    return (p / p.sum(axis=0)) @ share

# %% soft_vote | right | a helper for one region
def one_region(s, a, b):
    p = 1 / (1 + np.exp(-a * s - b))
    return p / p.sum()

def soft_vote(scores, areas, a, b):
    votes = np.array([one_region(s, a, b) for s in scores])
    return (votes * areas[:, np.newaxis]).sum(axis=0) / areas.sum()

# %% soft_vote | wrong | left as it was found
def soft_vote(scores, areas, a, b):
    mean = areas @ scores / areas.sum()
    chances = 1 / (1 + np.exp(-(a * mean + b)))
    return chances / chances.sum()

# %% soft_vote | wrong | chances are averaged first and divided last
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    mean = areas @ chances / areas.sum()
    return mean / mean.sum()

# %% soft_vote | wrong | never divided to add up to 1
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | divides the columns
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=0)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | divides by the sum of the whole table
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum()
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | plain mean, areas forgotten
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    return (chances / chances.sum(axis=1, keepdims=True)).mean(axis=0)

# %% soft_vote | wrong | softmax of a s + b in place of sigmoids
def soft_vote(scores, areas, a, b):
    e = np.exp(a * scores + b)
    chances = e / e.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | hard votes by area
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    names = np.eye(scores.shape[1])[chances.argmax(axis=1)]
    return areas @ names / areas.sum()

# %% soft_vote | wrong | minus belongs to a alone
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-a * scores + b))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | the sigmoid without a and b
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-scores))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | a and b of the first class for all
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a[0] * scores + b[0])))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | areas into the scores, before the sigmoid
def soft_vote(scores, areas, a, b):
    w = areas / areas.sum()
    chances = 1 / (1 + np.exp(-(a * (scores * w[:, None]) + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return chances.mean(axis=0)

# %% soft_vote | wrong | first column dropped as background
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances[:, 1:] / chances[:, 1:].sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | divides by the number of regions
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / len(areas)

# %% soft_vote | wrong | a row of chances for each region, no vote yet
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    return chances / chances.sum(axis=1, keepdims=True)

# %% soft_vote | wrong | forgot to make the sums a column
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | sharpens the scores to -1 and 1 before averaging, then as found
def soft_vote(scores, areas, a, b):
    clipped = np.clip(scores, -1, 1)
    mean = areas @ clipped / areas.sum()
    chances = 1 / (1 + np.exp(-(a * mean + b)))
    return chances / chances.sum()

# %% verdict | right | loops over voters and pictures
def verdict(past, truth, new):
    n, m, k = past.shape
    weights = []
    for v in range(n):
        good = total = 0
        for i in range(m):
            if past[v, i].sum() > 0:
                total += 1
                if past[v, i].argmax() == truth[i]:
                    good += 1
        twins = 0
        for u in range(n):
            speak = (past[v].sum(axis=1) > 0) & (past[u].sum(axis=1) > 0)
            same = past[v][speak].argmax(axis=1) == past[u][speak].argmax(axis=1)
            if same.mean() > 0.8:
                twins += 1
        weights.append(good / total / twins)
    answers = []
    for j in range(new.shape[1]):
        scores = np.zeros(k)
        for v in range(n):
            if new[v, j].sum() > 0:
                scores[new[v, j].argmax()] += weights[v]
        answers.append(int(scores.argmax()))
    return answers

# %% verdict | right | least squares, one weight for each voter
def verdict(past, truth, new):
    k = past.shape[2]
    def centred(ballots):
        return np.where(ballots.sum(axis=2, keepdims=True) > 0, ballots - 1 / k, 0)
    A = centred(past).reshape(len(past), -1).T
    y = (np.eye(k)[truth] - 1 / k).ravel()
    weights = np.linalg.lstsq(A, y, rcond=None)[0]
    return np.tensordot(weights, centred(new), axes=1).argmax(axis=1)

# %% verdict | right | logistic regression on all ballots, stacking
from sklearn.linear_model import LogisticRegression

def verdict(past, truth, new):
    def rows(ballots):
        return ballots.transpose(1, 0, 2).reshape(ballots.shape[1], -1)
    return LogisticRegression(max_iter=1000).fit(rows(past), truth).predict(rows(new))

# %% verdict | right | forest on names and sureness
from sklearn.ensemble import RandomForestClassifier

def verdict(past, truth, new):
    def rows(ballots):
        return ballots.transpose(1, 0, 2).reshape(ballots.shape[1], -1)
    return RandomForestClassifier(300, random_state=0).fit(rows(past), truth).predict(rows(new))

# %% verdict | right | log odds over the number of twins
def verdict(past, truth, new):
    k = new.shape[2]
    speaks = past.sum(axis=2) > 0
    names = past.argmax(axis=2)
    p = (speaks & (names == truth)).sum(axis=1) / speaks.sum(axis=1)
    odds = np.log(p / (1 - p)) + np.log(k - 1)
    both = speaks[:, None] & speaks[None]
    agree = (both & (names[:, None] == names[None])).sum(axis=2) / both.sum(axis=2)
    w = odds / (agree > 0.8).sum(axis=1)
    score = np.zeros(new.shape[1:])
    for v in range(len(new)):
        score += w[v] * (new[v] == new[v].max(axis=1, keepdims=True)) * (new[v].sum(axis=1) > 0)[:, None]
    return score.argmax(axis=1).astype(float)

# %% verdict | wrong | plain majority of the names
def verdict(past, truth, new):
    names = new.argmax(axis=2)
    k = new.shape[2]
    counts = np.array([(names == c).sum(axis=0) for c in range(k)])
    return counts.argmax(axis=0)

# %% verdict | wrong | mean of the probabilities
def verdict(past, truth, new):
    return new.mean(axis=0).argmax(axis=1)

# %% verdict | wrong | the best juror decides alone
def verdict(past, truth, new):
    best = np.argmax([(p.argmax(axis=1) == truth).mean() for p in past])
    return new[best].argmax(axis=1)

# %% verdict | wrong | weights are accuracies, nobody is grouped
def verdict(past, truth, new):
    speaks = past.sum(axis=2) > 0
    w = ((past.argmax(axis=2) == truth) & speaks).sum(axis=1) / speaks.sum(axis=1)
    votes = np.eye(new.shape[2])[new.argmax(axis=2)] * (new.sum(axis=2) > 0)[:, :, None]
    return (votes * w[:, None, None]).sum(axis=0).argmax(axis=1)

# %% verdict | wrong | scores in place of classes
def verdict(past, truth, new):
    w = (past.argmax(axis=2) == truth).mean(axis=1)
    return np.tensordot(w, new, axes=1)

# %% verdict | wrong | answers for the past pictures
def verdict(past, truth, new):
    return past.mean(axis=0).argmax(axis=1)

# %% verdict | wrong | one answer for the whole jury
def verdict(past, truth, new):
    return new.sum(axis=(0, 1)).argmax()

# %% verdict | wrong | classes counted from 1
def verdict(past, truth, new):
    return new.sum(axis=0).argmax(axis=1) + 1

# %% verdict | wrong | always the most frequent class of the past
def verdict(past, truth, new):
    return np.full(new.shape[1], np.bincount(truth).argmax())

# %% verdict | wrong | the three best vote, plain majority
def verdict(past, truth, new):
    p = (past.argmax(axis=2) == truth).mean(axis=1)
    best = np.argsort(p)[-3:]
    votes = np.eye(new.shape[2])[new[best].argmax(axis=2)]
    return votes.sum(axis=0).argmax(axis=1)

# %% verdict | wrong | nearest neighbour among past ballots
def verdict(past, truth, new):
    a = past.transpose(1, 0, 2).reshape(past.shape[1], -1)
    b = new.transpose(1, 0, 2).reshape(new.shape[1], -1)
    d = (b ** 2).sum(axis=1)[:, None] - 2 * b @ a.T + (a ** 2).sum(axis=1)
    return truth[d.argmin(axis=1)]

# %% verdict | wrong | product of probabilities
def verdict(past, truth, new):
    return np.log(new + 1e-9).sum(axis=0).argmax(axis=1)

# %% verdict | wrong | the loudest voter is believed
def verdict(past, truth, new):
    loudest = new.max(axis=2).argmax(axis=0)
    return new[loudest, np.arange(new.shape[1])].argmax(axis=1)

# %% verdict | wrong | twins found by equal rows, so none are
def verdict(past, truth, new):
    names = past.argmax(axis=2)
    speaks = past.sum(axis=2) > 0
    p = ((names == truth) & speaks).sum(axis=1) / speaks.sum(axis=1)
    twins = np.array([sum(np.array_equal(a, b) for b in names) for a in names])
    votes = np.eye(new.shape[2])[new.argmax(axis=2)] * (new.sum(axis=2) > 0)[:, :, None]
    return np.tensordot(p / twins, votes, axes=1).argmax(axis=1)

# %% verdict | wrong | made for nine voters
def verdict(past, truth, new):
    weights = [1, 1, 1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2]
    total = 0
    for v in range(9):
        total = total + weights[v] * new[v]
    return total.argmax(axis=1)

# %% verdict | wrong | forgot the return
def verdict(past, truth, new):
    w = (past.argmax(axis=2) == truth).mean(axis=1)
    answers = np.tensordot(w, new, axes=1).argmax(axis=1)

# %% condorcet | wrong | no more than 31 voters
def condorcet(n, p):
    n = min(n, 31)
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))

# %% verdict | wrong | silence counts as naming class 0
def verdict(past, truth, new):
    speaks = past.sum(axis=2) > 0
    names = past.argmax(axis=2)
    share = np.mean(names == truth, axis=1)
    both = speaks[:, None] & speaks[None]
    agree = (both & (names[:, None] == names[None])).sum(axis=2) / both.sum(axis=2)
    weights = share / (agree > 0.8).sum(axis=1)
    votes = np.eye(new.shape[2])[new.argmax(axis=2)] * (new.sum(axis=2) > 0)[..., None]
    return np.tensordot(weights, votes, 1).argmax(axis=1)

# %% condorcet | wrong | no more than 101 voters
def condorcet(n, p):
    n = min(n, 101)
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))

# %% soft_vote | wrong | six regions, as in the picture
def soft_vote(scores, areas, a, b):
    scores, areas = scores[:6], areas[:6]
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | no region has more than 400 votes
def soft_vote(scores, areas, a, b):
    areas = np.minimum(areas, 400)
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | scores clipped at 30
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * np.clip(scores, -30, 30) + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | the exponent is clipped at 10, so that it cannot overflow
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-np.clip(a * scores + b, -10, 10)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% verdict | wrong | all who repeat each other are thrown out
def verdict(past, truth, new):
    speaks = past.sum(axis=2) > 0
    names = past.argmax(axis=2)
    share = ((names == truth) & speaks).sum(axis=1) / speaks.sum(axis=1)
    both = speaks[:, None] & speaks[None]
    agree = (both & (names[:, None] == names[None])).sum(axis=2) / both.sum(axis=2)
    weights = share * ((agree > 0.8).sum(axis=1) == 1)
    votes = np.eye(new.shape[2])[new.argmax(axis=2)] * (new.sum(axis=2) > 0)[..., None]
    return np.tensordot(weights, votes, 1).argmax(axis=1)

# %% verdict | wrong | repetitions share a vote, but claims are believed
def verdict(past, truth, new):
    speaks = past.sum(axis=2) > 0
    names = past.argmax(axis=2)
    share = ((names == truth) & speaks).sum(axis=1) / speaks.sum(axis=1)
    both = speaks[:, None] & speaks[None]
    agree = (both & (names[:, None] == names[None])).sum(axis=2) / both.sum(axis=2)
    return np.tensordot(share / (agree > 0.8).sum(axis=1), new, 1).argmax(axis=1)

# %% verdict | right | the group's vote counted by the square root of its size
def verdict(past, truth, new):
    says = past.sum(2) > 0
    names = np.where(says, past.argmax(2), -1)
    p = ((names == truth) & says).sum(1) / np.maximum(says.sum(1), 1)
    both = says[:, None] & says
    agree = ((names[:, None] == names) & both).sum(2) / np.maximum(both.sum(2), 1)
    w = p / np.sqrt((agree > 0.8).sum(1))
    votes = np.eye(new.shape[2])[new.argmax(2)] * (new.sum(2) > 0)[..., None]
    return np.tensordot(w, votes, 1).argmax(1)
