"""What forms, shops and marketplaces send to a shop's mailbox: texts of our own, written before any rule was, the way
such mails look. Shop: shop.example, its mailbox info@shop.example. Customer: Carla Bianchi <carla@example.org>."""

from __future__ import annotations

from typing import NamedTuple


class Sample(NamedTuple):
    name: str
    raw: bytes
    via: str
    channel: str
    customer: str
    """Address, or a name where there is no address to write to."""
    reason: str
    order: str = ""
    says: str = ""
    """Begins the customer's words."""


def mail(headers: str, text: str, html: bool = False) -> bytes:
    kind = "html" if html else "plain"
    head = f"Message-ID: <1@sender.example>\n{headers}\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n\n"
    return (head + text).replace("\n", "\r\n").encode()


CF7_EN = mail(
    "From: Bottega <wordpress@shop.example>\nTo: info@shop.example\nReply-To: carla@example.org\n"
    'Subject: Bottega "Wrong size"',
    """From: Carla Bianchi carla@example.org
Subject: Wrong size

Message Body:
The shoes of order #4711 are too small. Can I send them back?

--
This is a notification that a contact form was submitted on your website (Bottega https://shop.example).
""",
)

CF7_IT = mail(
    "From: Bottega <wordpress@shop.example>\nTo: info@shop.example\nSubject: Bottega: taglia sbagliata",
    """Da: Carla Bianchi <carla@example.org>
Oggetto: taglia sbagliata

Corpo del messaggio:
Le scarpe sono piccole, posso renderle?
Carla

--
Questa e-mail è stata inviata da un modulo di contatto su Bottega (https://shop.example)
""",
)

ELEMENTOR_IT = mail(
    "From: Bottega <info@shop.example>\nTo: info@shop.example\nReply-To: carla@example.org\n"
    'Subject: Nuovo messaggio da "Bottega"',
    """Nome: Carla Bianchi
Email: carla@example.org
Telefono: 333 1234567
Messaggio: Avete la borsa in rosso?

---

Data: 9 Novembre 2025
Ora: 10:12
URL della pagina: https://shop.example/contatti/
User Agent: Mozilla/5.0
IP remoto: 192.0.2.7
Powered by: Elementor
""",
)

WPFORMS_EN = mail(
    "From: Bottega <info@shop.example>\nTo: info@shop.example\nReply-To: Carla Bianchi <carla@example.org>\n"
    "Subject: New Entry: Simple Contact Form",
    """<html><body><table><tr><td><strong>Name</strong></td></tr><tr><td>Carla Bianchi</td></tr>
<tr><td><strong>Email</strong></td></tr><tr><td><a href="mailto:carla@example.org">carla@example.org</a></td></tr>
<tr><td><strong>Comment or Message</strong></td></tr><tr><td>Do you have the bag in red?</td></tr></table>
<p>Sent from <a href="https://shop.example">Bottega</a></p></body></html>""",
    html=True,
)

WOO_EN = mail(
    "From: Bottega <info@shop.example>\nTo: info@shop.example\nReply-To: Carla Bianchi <carla@example.org>\n"
    "Subject: [Bottega]: New order #4711",
    """<html><body><h1>New Order: #4711</h1><p>You’ve received the following order from Carla Bianchi:</p>
<h2><a href="https://shop.example/wp-admin/post.php?post=4711">[Order #4711]</a> (November 9, 2025)</h2>
<table><tr><th>Product</th><th>Quantity</th><th>Price</th></tr><tr><td>Bag</td><td>1</td><td>€49.00</td></tr></table>
<h2>Billing address</h2><address>Carla Bianchi<br>Via Dante 3
<br>20121 Milano<br>333 1234567<br>carla@example.org</address>
</body></html>""",
    html=True,
)

WOO_IT = mail(
    "From: Bottega <info@shop.example>\nTo: info@shop.example\nSubject: [Bottega]: Nuovo ordine #4711",
    """Nuovo ordine: #4711

Hai ricevuto il seguente ordine da Carla Bianchi:

[Ordine #4711] (9 Novembre 2025)

Borsa x 1 = 49,00€

----------------------------------------

Indirizzo di fatturazione

Carla Bianchi
Via Dante 3
20121 Milano
333 1234567
carla@example.org
""",
)

PRESTA_IT = mail(
    "From: Bottega <info@shop.example>\nTo: info@shop.example\nReply-To: carla@example.org\n"
    "Subject: Messaggio dal modulo di contatto [no_sync]",
    """[https://shop.example]

Messaggio da un cliente Bottega

Indirizzo email del cliente: carla@example.org

Messaggio del cliente: Il pacco è arrivato rotto.

Ordine: XKBKNABJK
ID ordine: 4711

File allegato: danno.jpg
""",
)

PRESTA_EN = mail(
    "From: Bottega <info@shop.example>\nTo: info@shop.example\nReply-To: carla@example.org\n"
    "Subject: Message from contact form [no_sync]",
    """<html><body><p>Message from a Bottega customer</p>
<p><span><strong>Customer e-mail address:</strong> <a href="mailto:carla@example.org">carla@example.org</a></span></p>
<p><strong>Customer message:</strong><br>The parcel arrived broken.</p>
<p><strong>Order ID:</strong> 4711</p><p><strong>Attached file:</strong> damage.jpg</p></body></html>""",
    html=True,
)

PRESTA_ORDER_IT = mail(
    "From: Bottega <info@shop.example>\nTo: info@shop.example\nSubject: Nuovo ordine : #4711 - XKBKNABJK",
    """Congratulazioni!

Un nuovo ordine è stato effettuato sul tuo negozio Bottega dal seguente cliente: Carla Bianchi (carla@example.org)

Dettagli dell'ordine
Ordine: XKBKNABJK effettuato il 09/11/2025 10:12:00
Pagamento: Bonifico
""",
)

SHOPIFY_EN = mail(
    "From: Bottega (Shopify) <mailer@shopify.com>\nTo: info@shop.example\nReply-To: carla@example.org\n"
    "Subject: New customer message on November 9, 2025 at 10:12 am",
    """You received a new message from your online store's contact form.

Country Code:
IT

Name:
Carla Bianchi

Email:
carla@example.org

Body:
Where is order #1001?
""",
)

SHOPIFY_IT = mail(
    "From: Bottega (Shopify) <mailer@shopify.com>\nTo: info@shop.example\nReply-To: Carla Bianchi <carla@example.org>\n"
    "Subject: Nuovo messaggio del cliente in data 9 novembre 2025 alle 10:12",
    """Hai ricevuto un nuovo messaggio dal modulo di contatto del tuo negozio online.

Nome:
Carla Bianchi

E-mail:
carla@example.org

Corpo:
Dov'è il mio ordine?
""",
)

SHOPIFY_ORDER = mail(
    "From: Bottega <store+6612345@t.shopifyemail.com>\nTo: info@shop.example\n"
    "Subject: [Bottega] Order #1001 placed by Carla Bianchi",
    """Carla Bianchi placed order #1001 on Nov 9 at 10:12 am.

View order (https://admin.shopify.example/orders/1)

Bag x 1   49.00

Shipping address
Carla Bianchi
Via Dante 3
20121 Milano
""",
)

AMAZON_IT = mail(
    "From: Carla <h4x7kq2mx@marketplace.amazon.it>\nTo: info@shop.example\n"
    "Reply-To: Carla <h4x7kq2mx@marketplace.amazon.it>\nX-Auto-Response-Suppress: All\n"
    "Subject: Richiesta di informazioni sull'ordine da parte del cliente Amazon Carla (Ordine: 405-1234567-1234567)",
    """Hai ricevuto un messaggio.

Messaggio:
Il prodotto è arrivato rotto, vorrei un rimborso.

N. ordine 405-1234567-1234567:
# ASIN Nome prodotto
1 B0TEST1234 Borsa
""",
)

AMAZON_EN = mail(
    "From: Carla - Amazon Marketplace <h4x7kq2mx@marketplace.amazon.co.uk>\nTo: info@shop.example\n"
    "Subject: Order delivery inquiry from Amazon customer Carla (Order: 405-1234567-1234567)",
    """You have received a message.

Message:
Where is my parcel?

Order ID 405-1234567-1234567:
""",
)

EBAY_IT = mail(
    "From: eBay - carla_b <carla_b_x7kq2mxq@members.ebay.it>\nTo: info@shop.example\n"
    "Reply-To: carla_b_x7kq2mxq@members.ebay.it\n"
    "Subject: carla_b ha inviato un messaggio relativo a Borsa in pelle n. 123456789012",
    """Nuovo messaggio: Borsa in pelle

carla_b:
Spedite anche in Francia?

Rispondi

Numero oggetto: 123456789012
""",
)

EBAY_EN = mail(
    "From: eBay Member: carla_b <carla_b_x7kq2mxq@members.ebay.com>\nTo: info@shop.example\n"
    "Subject: carla_b has sent a question about item: Leather bag #123456789012",
    """New message from: carla_b

Do you ship to France?

Item number: 123456789012
""",
)

INSTAGRAM_IT = mail(
    "From: Instagram <no-reply@mail.instagram.com>\nTo: info@shop.example\nList-Unsubscribe: <https://i.example>\n"
    "Subject: carla.bianchi ti ha inviato un messaggio",
    """carla.bianchi ti ha inviato un messaggio.

Avete la borsa in rosso?

Visualizza messaggio
""",
)

INSTAGRAM_EN = mail(
    "From: Instagram <no-reply@mail.instagram.com>\nTo: info@shop.example\n"
    "Subject: carla.bianchi mentioned you in a comment",
    "carla.bianchi mentioned you in a comment: nice bag!\n",
)

FACEBOOK_IT = mail(
    "From: Facebook <notification@facebookmail.com>\nTo: info@shop.example\n"
    "Subject: Nuovo messaggio da Carla Bianchi a Bottega",
    """Carla Bianchi ha inviato un messaggio alla tua Pagina Bottega.

Siete aperti domenica?
""",
)

FACEBOOK_EN = mail(
    "From: Facebook <notification+zj4y@facebookmail.com>\nTo: info@shop.example\n"
    "Subject: Carla Bianchi commented on your post",
    "Carla Bianchi commented on your post.\n\nLovely!\n",
)

SAMPLES = (
    Sample("cf7-en", CF7_EN, "contact-form-7", "form", "carla@example.org", "contact", "4711", "The shoes of order"),
    Sample("cf7-it", CF7_IT, "contact-form-7", "form", "carla@example.org", "contact", "", "Le scarpe sono piccole"),
    Sample("elementor", ELEMENTOR_IT, "web-form", "form", "carla@example.org", "contact", "", "Avete la borsa"),
    Sample("wpforms", WPFORMS_EN, "web-form", "form", "carla@example.org", "contact", "", "Do you have the bag"),
    Sample("woo-en", WOO_EN, "woocommerce", "form", "carla@example.org", "order", "4711"),
    Sample("woo-it", WOO_IT, "woocommerce", "form", "carla@example.org", "order", "4711"),
    Sample("presta-it", PRESTA_IT, "prestashop", "form", "carla@example.org", "contact", "4711", "Il pacco è"),
    Sample("presta-en", PRESTA_EN, "prestashop", "form", "carla@example.org", "contact", "4711", "The parcel arrived"),
    Sample("presta-order", PRESTA_ORDER_IT, "prestashop-order", "form", "carla@example.org", "order", "4711"),
    Sample("shopify-en", SHOPIFY_EN, "shopify", "form", "carla@example.org", "contact", "1001", "Where is order"),
    Sample("shopify-it", SHOPIFY_IT, "shopify", "form", "carla@example.org", "contact", "", "Dov'è il mio ordine"),
    Sample("shopify-order", SHOPIFY_ORDER, "shopify-order", "form", "Carla Bianchi", "order", "1001"),
    Sample("amazon-it", AMAZON_IT, "amazon", "marketplace", "h4x7kq2mx@marketplace.amazon.it", "question",
           "405-1234567-1234567", "Il prodotto è arrivato"),
    Sample("amazon-en", AMAZON_EN, "amazon", "marketplace", "h4x7kq2mx@marketplace.amazon.co.uk", "question",
           "405-1234567-1234567", "Where is my parcel"),
    Sample("ebay-it", EBAY_IT, "ebay", "marketplace", "carla_b_x7kq2mxq@members.ebay.it", "question", "123456789012"),
    Sample("ebay-en", EBAY_EN, "ebay", "marketplace", "carla_b_x7kq2mxq@members.ebay.com", "question", "123456789012"),
    Sample("instagram-it", INSTAGRAM_IT, "instagram", "social", "carla.bianchi", "message"),
    Sample("instagram-en", INSTAGRAM_EN, "instagram", "social", "carla.bianchi", "message"),
    Sample("facebook-it", FACEBOOK_IT, "facebook", "social", "Carla Bianchi", "message"),
    Sample("facebook-en", FACEBOOK_EN, "facebook", "social", "Carla Bianchi", "message"),
)  # fmt: skip
